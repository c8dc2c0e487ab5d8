import * as v from 'valibot';
import { chooseParams } from '../chooseParams.ts';
import { classIndices, classNames, splitRows } from '../../data/tables/classNames.ts';
import type { Command, Outcome } from '../command.ts';
import { dataOptions, dataSchema, featureHelp, featuresBut } from '../dataOptions.ts';
import { encodeFeatures, planFeatures } from '../../data/tables/features.ts';
import { registryHelp } from '../help.ts';
import { InputError, refusing } from '../../data/tables/inputError.ts';
import { measureScaling, scaleFeatures } from '../../engine/numeric/scaling.ts';
import { checkOptions, choice, wholeNumber } from '../parseCommand.ts';
import { rankPool } from '../rankPool.ts';
import type { RankedPool } from '../rankPool.ts';
import { readTable } from '../../data/tables/readTable.ts';
import type { Table } from '../../data/tables/table.ts';
import { shortNumber, textTable } from '../textTable.ts';
import { resolveParams } from '../../engine/models/params.ts';
import { findModel, modelInfos } from '../../engine/models/registry.ts';
import { refuseUnserved } from '../../engine/rounds/servedBy.ts';
import { findStrategy, strategyInfos } from '../../engine/strategies/registry.ts';

/** As in a new labeling project. */
const defaultBatch = 10;

const offered = () => strategyInfos().filter(({ simulationOnly }) => simulationOnly !== true);

const schema = v.object({
  ...dataSchema,
  strategy: choice(strategyInfos().map(({ id }) => id)),
  batch: v.optional(wholeNumber(1), String(defaultBatch)),
  seed: v.optional(wholeNumber(0), '0'),
});

type Options = v.InferOutput<typeof schema>;

/** Which rows of a file to label next. */
export const rank: Command = {
  name: 'rank',
  summary: 'Ranks the rows of a file that have no label: what to label next.',
  operands: ['DATA'],
  options: {
    ...dataOptions,
    strategy: { type: 'string', value: 'STRATEGY', required: true, help: 'The query strategy; see below.' },
    batch: { type: 'string', value: 'B', help: `How many rows to pick; by default ${defaultBatch}.` },
    seed: { type: 'string', value: 'N', help: 'Seed of ties and draws; by default 0.' },
  },
  details,
  run: async ({ operands, values }, note) => {
    const options = checkOptions(schema, values);
    const task = planTask(options);
    const table = await readTable(operands[0]!, { label: options.label, id: options.id ?? null });
    const { labeled, open } = splitRows(table.labels);
    const classes = classNames(table.labels);
    note(
      `${table.file}: ${labeled.length} labeled rows of ${classes.length} classes, ${open.length} to rank`,
    );
    const ranked = refusing(() =>
      rankPool({
        ...task,
        features: featuresOf(table, options),
        labeledRows: labeled,
        labels: classIndices(table.labels, labeled, classes),
        classCount: classes.length,
        candidates: open,
        batch: options.batch,
        seed: options.seed,
      }),
    );
    return outcomeOf(ranked, { options, table, classes });
  },
};

/** Model, strategy and their parameters, checked before the data are read. */
function planTask(options: Options) {
  const model = findModel(options.model);
  const strategy = findStrategy(options.strategy);
  const chosen = chooseParams(options.param, [
    { prefix: 'model', ...model },
    { prefix: 'strategy', ...strategy },
  ]);
  return refusing(() => {
    const modelParams = resolveParams(model.params, chosen.get('model') ?? {});
    refuseUnserved(strategy, model, modelParams);
    const strategyParams = resolveParams(strategy.params, chosen.get('strategy') ?? {});
    return { model, strategy, modelParams, strategyParams };
  });
}

function featuresOf(table: Table, { id, ignore, normalise }: Options) {
  const unknown = ignore.find((name) => !table.columns.has(name));
  if (unknown !== undefined) {
    throw new InputError(`--ignore: ${table.file} has no feature column "${unknown}".`);
  }
  const rows = Int32Array.from(table.labels.keys());
  const plan = planFeatures(table, rows, featuresBut(ignore, id));
  const features = encodeFeatures(plan, table, rows);
  return scaleFeatures(features, measureScaling(features, normalise));
}

interface Ranked {
  readonly options: Options;
  readonly table: Table;
  readonly classes: readonly string[];
}

function outcomeOf(ranked: RankedPool, { options, table, classes }: Ranked): Outcome {
  const picks = ranked.picks.map(({ row, score, probabilities }) => ({
    row,
    id: table.ids?.[row] ?? null,
    score,
    probabilities,
  }));
  const { strategy, model, seed } = options;
  const { labeled, open } = splitRows(table.labels);
  return {
    json: { strategy, model, seed, classes, labeled: labeled.length, pool: open.length, picks },
    text: () =>
      textTable(
        ['row', 'line', 'id', 'score', ...classes.map((name) => `p(${name})`)],
        picks.map(({ row, id, score, probabilities }) => [
          String(row),
          String(table.lines[row] ?? ''),
          id ?? '',
          shortNumber(score),
          ...classes.map((_, index) => shortNumber(probabilities?.[index])),
        ]),
      ),
  };
}

function details(): string {
  return [
    'A row whose label is empty is to be ranked; the others train the task model. In the result, `row` counts the data',
    'rows of the file from 0, higher scores come first, and `probabilities` are in the order of `classes`: null where',
    'there is no model or it gives none. The same file, options and seed give the same picks. Normalising measures all',
    'rows of the file.',
    '',
    featureHelp,
    '',
    registryHelp('Task models', modelInfos()),
    '',
    registryHelp('Query strategies', offered()),
  ].join('\n');
}
