/** An option of a command as it is parsed and as `--help` shows it. */
export interface OptionInfo {
  readonly type: 'string' | 'boolean';
  /** May be given more than once. */
  readonly multiple?: true;
  /** Placeholder of the value in the help. */
  readonly value?: string;
  readonly required?: true;
  readonly help: string;
}

/** What a command was called with; values by option name, not yet checked. */
export interface Given {
  readonly operands: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
}

/** How a command's result can be printed; `json` is one of them, and what is taken where no person reads it. */
export interface Formats {
  readonly names: readonly string[];
  /** What is taken on a terminal. */
  readonly onTerminal: string;
  readonly help: string;
  /** Where `--out` leads to. */
  readonly out: { readonly value: string; readonly help: string };
}

export const commonFormats: Formats = {
  names: ['json', 'table'],
  onTerminal: 'table',
  help: 'How to print the result; by default a table on a terminal, else JSON.',
  out: { value: 'FILE', help: 'Write the result to FILE instead of printing it.' },
};

/** A result in one of the formats. */
export interface Rendering {
  /** All of it as one text; null where that cannot be. */
  readonly whole: string | null;
  /** What to do instead, where it cannot be one text. */
  readonly advice?: string;
  /** Its parts as files of their own, by name, in order. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

export interface Outcome {
  /** What `--format json` prints. */
  readonly json: unknown;
  /** The same for people. */
  readonly text: () => string;
  /** The result in a format of the command's own; those of every command are made of `json` and `text`. */
  readonly render?: (format: string) => Rendering;
  /** The command did its work and found that something is not as it should be: exit code 1. */
  readonly failed?: true;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** Names of the operands, all of which are needed. */
  readonly operands: readonly string[];
  readonly options: Readonly<Record<string, OptionInfo>>;
  /** Where it has others than every command. */
  readonly formats?: Formats;
  /** What `--help` says below the options. */
  readonly details: () => string;
  /** `note` tells people what is going on; it goes to stderr. Throws InputError. */
  run(given: Given, note: (message: string) => void): Promise<Outcome>;
}
