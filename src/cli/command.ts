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

export interface Outcome {
  /** What `--format json` prints. */
  readonly json: unknown;
  /** The same for people. */
  readonly text: () => string;
  /** The command did its work and found that something is not as it should be: exit code 1. */
  readonly failed?: true;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** Names of the operands, all of which are needed. */
  readonly operands: readonly string[];
  readonly options: Readonly<Record<string, OptionInfo>>;
  /** What `--help` says below the options. */
  readonly details: () => string;
  /** `note` tells people what is going on; it goes to stderr. Throws InputError. */
  run(given: Given, note: (message: string) => void): Promise<Outcome>;
}
