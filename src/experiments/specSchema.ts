import * as v from 'valibot';
import { generatorInfos } from '../engine/generators/registry.ts';
import { modelInfos } from '../engine/models/registry.ts';
import { strategyInfos } from '../engine/strategies/registry.ts';

/**
 * The shape of `<name>.experiment.json`. The JSON schema that gives completion in the editor is generated from this, so
 * only what JSON Schema can say stands here; the rest is checked in parseSpec.ts.
 */

const described = <Schema extends v.GenericSchema>(schema: Schema, title: string, description: string) =>
  v.pipe(schema, v.title(title), v.description(description));

const text = (title: string, description: string) =>
  described(v.pipe(v.string(), v.minLength(1)), title, description);

const count = (minimum: number, maximum: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(minimum), v.maxValue(maximum));

const paramsSchema = described(
  v.record(v.string(), v.union([v.number(), v.string(), v.boolean()])),
  'Parameters',
  'Parameters by name; what is not named keeps its default.',
);

const idsOf = (infos: readonly { readonly id: string }[]) => v.picklist(infos.map(({ id }) => id));

/** An id of the registry, or an id with parameters and a name for the tables. */
const method = (infos: readonly { readonly id: string }[], title: string) =>
  described(
    v.union([
      idsOf(infos),
      v.strictObject({
        id: described(idsOf(infos), 'Id', 'Its id in the registry.'),
        params: v.optional(paramsSchema),
        name: v.optional(text('Name', 'What tables and curves call it; default: its id.')),
      }),
    ]),
    title,
    'An id, or an id with parameters and a name.',
  );

const datasetSchema = v.strictObject({
  name: text('Name', 'What tables and curves call it.'),
  source: v.optional(
    text('Data file', 'A .csv, .tsv or .jsonl file, or a folder of images, relative to this spec.'),
  ),
  testSource: v.optional(
    text('Test file', 'A file of test rows with the same columns; without one they are split off.'),
  ),
  label: v.optional(
    text(
      'Label column',
      'The column of the data file that holds the classes; "folder" for a folder of images.',
    ),
  ),
  features: v.optional(
    described(
      v.pipe(v.array(v.pipe(v.string(), v.minLength(1))), v.minLength(1)),
      'Feature columns',
      'Default: every column but the label.',
    ),
  ),
  generate: v.optional(
    described(
      v.union([
        idsOf(generatorInfos()),
        v.strictObject({
          id: described(idsOf(generatorInfos()), 'Id', 'Which generator.'),
          params: v.optional(paramsSchema),
          seed: v.optional(
            described(count(0, 2 ** 32 - 1), 'Seed', 'What the data are drawn from; default 0.'),
          ),
        }),
      ]),
      'Generator',
      'Generated data in place of a file: an id, or an id with parameters and a seed.',
    ),
  ),
  normalise: v.optional(
    described(
      v.picklist(['global', 'columns', 'none']),
      'Normalisation',
      'global: one mean and one deviation over all numbers, as NPAL does; columns: each column by itself.',
    ),
    'global',
  ),
});

const seeds = (title: string, description: string) =>
  described(v.pipe(v.array(count(0, 2 ** 32 - 1)), v.minLength(1)), title, description);

const list = <Item extends v.GenericSchema>(item: Item) => v.pipe(v.array(item), v.minLength(1));

export const specSchema = v.pipe(
  v.strictObject({
    $schema: v.optional(v.pipe(v.string(), v.title('Schema'), v.description('Where the schema stands.'))),
    name: text('Name', 'The name of the experiment.'),
    datasets: described(list(datasetSchema), 'Data sets', 'Files or generated data.'),
    settings: v.optional(
      described(
        list(v.picklist(['balanced', 'imbalanced', 'imbalancedWeighted'])),
        'Settings',
        'balanced; imbalanced: classes 0, 2, 4 ... rare; imbalancedWeighted: class weights in the fit besides.',
      ),
      ['balanced'],
    ),
    imbalanceFactor: v.optional(
      described(
        v.pipe(v.number(), v.minValue(1), v.maxValue(1e6)),
        'Imbalance factor',
        'Rows of a common class for each row of a rare one.',
      ),
      10,
    ),
    models: v.optional(described(list(method(modelInfos(), 'Task model')), 'Task models', 'What learns.'), [
      'logisticRegression',
    ]),
    strategies: described(
      list(method(strategyInfos(), 'Query strategy')),
      'Query strategies',
      'What is compared.',
    ),
    initial: v.optional(
      described(
        v.union([count(2, 1e6), v.literal('onePerClass')]),
        'Labels at the start',
        'A number, stratified by class, or "onePerClass".',
      ),
      100,
    ),
    batch: v.optional(described(count(1, 1e5), 'Batch size', 'Labels a step.'), 1),
    steps: v.optional(described(count(1, 1e5), 'Steps', 'How often the strategy is asked.'), 10),
    test: v.optional(
      described(
        v.pipe(v.number(), v.minValue(1e-6), v.maxValue(1e7)),
        'Test rows',
        'A whole number, or a share below 1.',
      ),
      200,
    ),
    reward: v.optional(
      described(
        count(0, 1e6),
        'Reward rows',
        'Rows set aside for strategies that learn from a reward, as in NPAL.',
      ),
      100,
    ),
    dataSeeds: v.optional(seeds('Data seeds', 'Together with the seeds they decide the splits.'), [0, 1, 2]),
    seeds: v.optional(
      seeds('Seeds', 'What strategies draw from; one run for each with each data seed.'),
      [0, 1, 2],
    ),
    metric: v.optional(
      described(
        v.picklist(['weightedAccuracy', 'accuracy', 'balancedAccuracy', 'f1', 'auroc']),
        'Metric',
        'The score on the test rows.',
      ),
      'weightedAccuracy',
    ),
    splitBy: v.optional(
      described(
        v.picklist(['dataSeedAndSeed', 'dataSeed']),
        'Splits by',
        'What decides a split: both seeds, as NPAL’s released code does, or the data seed alone.',
      ),
      'dataSeedAndSeed',
    ),
    target: v.optional(
      described(
        v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
        'Target score',
        'Label efficiency counts the labels until this score; default: what random sampling ends with.',
      ),
    ),
    summaries: v.optional(
      described(
        v.boolean(),
        'Best and average',
        'Also shows the best (in hindsight) and the average of the strategies other than random; default false.',
      ),
      false,
    ),
  }),
  v.title('NextLabel experiment'),
  v.description('Which strategies to compare, on which data, how often, and how they are scored.'),
);

export type SpecFile = v.InferOutput<typeof specSchema>;
