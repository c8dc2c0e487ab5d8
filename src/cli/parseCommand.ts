import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { commonFormats } from './command.ts';
import type { Command, Given, OptionInfo } from './command.ts';
import { backendNames } from '../protocol/backend.ts';
import { InputError } from '../data/tables/inputError.ts';

const backendHelp = `What computes neural networks: auto (the default: the first that serves), ${backendNames.join(', ')}.`;

/** What a command takes: its own options, and those of every command that it does not have itself. */
export function optionsOf({ options, formats }: Command): Readonly<Record<string, OptionInfo>> {
  const { names, help, out } = formats ?? commonFormats;
  return {
    ...options,
    format: { type: 'string', value: names.join('|'), help },
    out: { type: 'string', ...out },
    backend: { type: 'string', value: 'NAME', help: backendHelp },
    quiet: { type: 'boolean', help: 'No progress on stderr.' },
    help: { type: 'boolean', help: 'Show this help.' },
    // Once more: these win, and those above say the order.
    ...options,
  };
}

/** Throws InputError naming what is unknown or missing; with `--help`, nothing is missing. */
export function parseCommand(command: Command, args: readonly string[]): Given {
  const options = optionsOf(command);
  const { values, positionals } = parseStrictly(args, options);
  if (values['help'] === true) return { operands: positionals, values };
  const { operands } = command;
  if (positionals.length !== operands.length) {
    const wanted = operands.length === 0 ? 'no file' : operands.join(' and ');
    const extra = positionals.slice(operands.length).map((each) => `"${each}"`);
    const problem = extra.length > 0 ? `${extra.join(', ')} is too much` : 'a file is missing';
    throw new InputError(`${command.name}: ${problem}; expected ${wanted}.`);
  }
  for (const [name, { required, help }] of Object.entries(options)) {
    if (required === true && values[name] === undefined) {
      throw new InputError(`--${name} is missing. ${help}`);
    }
  }
  return { operands: positionals, values };
}

function parseStrictly(
  args: readonly string[],
  options: Readonly<Record<string, OptionInfo>>,
): { readonly values: Readonly<Record<string, unknown>>; readonly positionals: readonly string[] } {
  const config = Object.fromEntries(
    Object.entries(options).map(([name, { type, multiple = false }]) => [name, { type, multiple }]),
  );
  try {
    return parseArgs({ args: [...args], options: config, allowPositionals: true, strict: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const [sentence = ''] = error.message.split(/\.?(?: To |\n)/);
    const known = Object.keys(options).map((name) => `--${name}`);
    const unknown = 'code' in error && error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION';
    throw new InputError(`${sentence}${unknown ? `; expected one of ${known.join(', ')}` : ''}.`);
  }
}

/** The values as `schema` reads them. Throws InputError naming the option. */
export function checkOptions<Schema extends v.GenericSchema>(
  schema: Schema,
  values: Given['values'],
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, values, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new InputError(`--${v.getDotPath(issue) ?? 'option'}: ${issue.message}.`);
}

const quoted = (input: unknown): string => `"${String(input)}"`;

/** One of the names. */
export const choice = <const Names extends readonly string[]>(names: Names) =>
  v.picklist(names, ({ input }) => `unknown ${quoted(input)}; expected one of ${names.join(', ')}`);

/** A whole number of at least `minimum`. */
export const wholeNumber = (minimum: number) => {
  const expected = ({ input }: { readonly input: unknown }): string =>
    `expected a whole number of at least ${minimum}, not ${quoted(input)}`;
  return v.pipe(
    v.string(),
    v.regex(/^\d{1,15}$/, expected),
    v.transform(Number),
    v.minValue(minimum, expected),
  );
};
