import * as v from 'valibot';
import { commonFormats } from './command.ts';
import type { Command, Outcome } from './command.ts';
import { doctor } from './commands/doctor.ts';
import { experiment } from './commands/experiment.ts';
import { inspect } from './commands/inspect.ts';
import { predict } from './commands/predict.ts';
import { rank } from './commands/rank.ts';
import { report } from './commands/report.ts';
import { engineEntry } from './engineEntry.ts';
import { withNetworks } from '../engineProcess/withNetworks.ts';
import { BACKEND_VARIABLE } from '../engineProcess/forcedBackend.ts';
import { backendNames } from '../protocol/backend.ts';
import { deliver } from './deliver.ts';
import { commandHelp, programHelp } from './help.ts';
import { InputError } from '../data/tables/inputError.ts';
import { checkOptions, choice, parseCommand } from './parseCommand.ts';
import { version } from './version.ts';

/** In the order of the help. */
const commands: readonly Command[] = [rank, predict, experiment, report, inspect, doctor];

/** Where a run writes to. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Whether a person reads `out`. */
  readonly interactive: boolean;
}

const outputSchema = ({ formats = commonFormats }: Command) =>
  v.object({
    format: v.optional(choice(formats.names)),
    out: v.optional(v.string()),
    backend: v.optional(choice(['auto', ...backendNames])),
    quiet: v.optional(v.boolean(), false),
  });

/** Runs a command and returns its exit code: 0 done, 1 failed, 2 bad input. Nothing is printed to `out` but results. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await dispatch(args, terminal);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    terminal.error(`nextlabel: ${message}\n`);
    return error instanceof InputError ? 2 : 1;
  }
}

async function dispatch([name, ...rest]: readonly string[], terminal: Terminal): Promise<number> {
  if (name === '--help' || name === 'help') return print(programHelp(commands), terminal);
  if (name === '--version') return print(version, terminal);
  const command = commands.find((each) => each.name === name);
  if (command === undefined) {
    const known = commands.map((each) => each.name).join(', ');
    const problem = name === undefined ? 'no command' : `unknown command "${name}"`;
    throw new InputError(`${problem}; expected one of ${known}. nextlabel --help says more.`);
  }
  const given = parseCommand(command, rest);
  if (given.values['help'] === true) return print(commandHelp(command), terminal);
  const { format, out, quiet, backend } = checkOptions(outputSchema(command), given.values);
  // Threads and child processes inherit it.
  if (backend !== undefined) process.env[BACKEND_VARIABLE] = backend;
  const noted = new Set<string>();
  // Once each: a command begins again when it comes upon a neural network.
  const note = (message: string): void => {
    if (!quiet && !noted.has(message)) terminal.error(`${message}\n`);
    noted.add(message);
  };
  const outcome = await withNetworks(() => command.run(given, note), {
    entry: engineEntry(process.argv[1]!),
    log: (_level, message) => note(message),
  });
  // A command with an option `out` of its own has written there itself.
  const file = 'out' in command.options ? undefined : out;
  const { onTerminal } = command.formats ?? commonFormats;
  const shown = format ?? (terminal.interactive && file === undefined ? onTerminal : 'json');
  await deliver(outcome, { format: shown, out: file, print: terminal.out, note });
  return exitCodeOf(outcome);
}

const exitCodeOf = ({ failed }: Outcome): number => (failed === true ? 1 : 0);

function print(text: string, terminal: Terminal): number {
  terminal.out(`${text}\n`);
  return 0;
}
