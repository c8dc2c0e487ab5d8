import type { Command, OptionInfo } from './command.ts';
import { optionsOf } from './parseCommand.ts';
import type { RegistryEntryInfo } from '../protocol/engine.ts';

export function programHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    'nextlabel: what to label next, from the command line.',
    '',
    'Usage: nextlabel COMMAND [OPTIONS]',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    '  nextlabel COMMAND --help says more; nextlabel --version prints the version.',
    '',
    'The result goes to stdout, progress and errors to stderr. Exit codes: 0 done, 1 failed, 2 bad input.',
  ].join('\n');
}

export function commandHelp(command: Command): string {
  const { name, summary, operands, options, details } = command;
  const all = optionsOf(command);
  const needed = Object.entries(options).filter(([, { required }]) => required);
  const usage = [
    'nextlabel',
    name,
    ...operands,
    ...needed.map(([option, info]) => flag(option, info)),
    '[OPTIONS]',
  ];
  const flags = Object.entries(all).map(([option, info]) => [flag(option, info), info.help] as const);
  const width = Math.max(...flags.map(([shown]) => shown.length));
  return [
    summary,
    '',
    `Usage: ${usage.join(' ')}`,
    '',
    ...flags.map(([shown, help]) => `  ${shown.padEnd(width)}  ${help}`),
    '',
    details(),
  ].join('\n');
}

function flag(name: string, { value, multiple }: OptionInfo): string {
  return `--${name}${value === undefined ? '' : ` ${value}`}${multiple ? ' ...' : ''}`;
}

/** What a registry offers, with the parameters that `--param` sets. */
export function registryHelp(title: string, entries: readonly RegistryEntryInfo[]): string {
  const lines = entries.flatMap(({ id, description, params }) => [
    `  ${id}: ${description}`,
    ...params.map((info) => {
      const values = info.choices === undefined ? '' : ` (${info.choices.join(', ')})`;
      return `      ${info.name}=${String(info.default)}${values}: ${info.description}`;
    }),
  ]);
  return [`${title}:`, ...lines].join('\n');
}
