import * as v from 'valibot';
import type { OptionInfo } from './command.ts';
import type { FeatureChoice } from '../data/tables/features.ts';
import { normalisations } from '../engine/numeric/scaling.ts';
import { choice } from './parseCommand.ts';
import { modelInfos } from '../engine/models/registry.ts';

/** Options of every command that fits a task model to a table. */
export const dataOptions = {
  label: { type: 'string', value: 'COLUMN', required: true, help: 'The column that holds the classes.' },
  model: { type: 'string', value: 'MODEL', required: true, help: 'The task model; see below.' },
  param: {
    type: 'string',
    multiple: true,
    value: 'NAME=VALUE',
    help: 'A parameter of the model or strategy; model.NAME and strategy.NAME where both have it.',
  },
  id: { type: 'string', value: 'COLUMN', help: 'A column that names the rows; it is no feature.' },
  ignore: { type: 'string', multiple: true, value: 'COLUMN', help: 'A column that is no feature.' },
  normalise: {
    type: 'string',
    value: normalisations.join('|'),
    help: 'Mean 0 and deviation 1 for all numbers together (global) or each column; by default none.',
  },
} as const satisfies Readonly<Record<string, OptionInfo>>;

export const dataSchema = {
  label: v.string(),
  model: choice(modelInfos().map(({ id }) => id)),
  param: v.optional(v.array(v.string()), []),
  id: v.optional(v.string()),
  ignore: v.optional(v.array(v.string()), []),
  normalise: v.optional(choice(normalisations), 'none'),
};

export const featureHelp = [
  'Features: every column but those of label, id and weight and those ignored. Numbers enter as they stand and must',
  'not be missing. A column of categories becomes one column of 0 and 1 for each (an empty cell is a category too).',
  'A column of free text is refused.',
].join('\n');

/** All columns are features but these and the id column. */
export const featuresBut = (ignored: readonly string[], id: string | undefined): FeatureChoice => ({
  excluded: new Set([...ignored, ...(id === undefined ? [] : [id])]),
  howToLeaveOut: (name) => `leave it out with --ignore ${/\s/.test(name) ? `"${name}"` : name}`,
});
