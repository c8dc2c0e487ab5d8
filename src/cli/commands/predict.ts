import * as v from 'valibot';
import { chooseParams } from '../chooseParams.ts';
import { classIndices, classNames, splitRows } from '../../data/tables/classNames.ts';
import type { Command, Outcome } from '../command.ts';
import { dataOptions, dataSchema, featureHelp, featuresBut } from '../dataOptions.ts';
import { encodeFeatures, numberAt, planFeatures } from '../../data/tables/features.ts';
import { registryHelp } from '../help.ts';
import { cellError, InputError, refusing } from '../../data/tables/inputError.ts';
import { measureScaling, scaleFeatures } from '../../engine/numeric/scaling.ts';
import { checkOptions } from '../parseCommand.ts';
import { readTable } from '../../data/tables/readTable.ts';
import type { Table } from '../../data/tables/table.ts';
import { shortNumber, textTable } from '../textTable.ts';
import type { FittedClassifier } from '../../engine/models/classifier.ts';
import { resolveParams } from '../../engine/models/params.ts';
import { mostProbable } from '../../engine/models/predictRows.ts';
import { findModel, modelInfos } from '../../engine/models/registry.ts';
import type { DenseMatrix } from '../../engine/numeric/matrix.ts';
import { capabilitiesOf } from '../../engine/rounds/servedBy.ts';

const schema = v.object({ ...dataSchema, weight: v.optional(v.string()) });

type Options = v.InferOutput<typeof schema>;

interface PredictedRow {
  readonly row: number;
  readonly id?: string;
  readonly label: string;
  readonly probabilities: readonly number[] | null;
  readonly decision: number | readonly number[] | null;
}

/** What a task model trained on one file says about the rows of another. */
export const predict: Command = {
  name: 'predict',
  summary: 'Trains a task model on one file and predicts the classes of another.',
  operands: ['TRAIN', 'TEST'],
  options: {
    ...dataOptions,
    weight: { type: 'string', value: 'COLUMN', help: 'A column of TRAIN that says what each row counts.' },
  },
  details,
  run: async ({ operands, values }, note) => {
    const options = checkOptions(schema, values);
    const model = findModel(options.model);
    const chosen = chooseParams(options.param, [{ prefix: 'model', ...model }]).get('model') ?? {};
    const params = refusing(() => resolveParams(model.params, chosen));
    const train = await readTable(operands[0]!, { label: options.label, id: null });
    const test = await readTable(operands[1]!, { label: null, id: options.id ?? null });
    const training = trainingOf(train, options, note);
    const testRows = Int32Array.from({ length: test.rows }, (_, row) => row);
    const features = encodeFeatures(training.plan, test, testRows);
    note(`${test.file}: ${test.rows} rows to predict`);
    const scaled = scaleFeatures(features, training.scaling);
    const fitted = refusing(() => model.fit(training, params));
    const gives = capabilitiesOf(model, params).includes('probabilities');
    return outcomeOf(predictions(fitted, scaled, gives), test, training.classes);
  },
};

function trainingOf(table: Table, options: Options, note: (message: string) => void) {
  const { id, ignore, normalise, weight } = options;
  const { labeled, open } = splitRows(table.labels);
  const classes = classNames(table.labels);
  if (classes.length < 2) {
    const found = classes.length === 0 ? 'none' : `only "${classes[0] ?? ''}"`;
    throw new InputError(
      `${table.file}: the column "${options.label}" must hold at least two classes; it has ${found}.`,
    );
  }
  const unused = [...ignore, ...(weight === undefined ? [] : [weight])];
  const unknown = unused.find((name) => !table.columns.has(name));
  if (unknown !== undefined) {
    throw new InputError(`${table.file}, line 1: there is no column "${unknown}" besides the label.`);
  }
  const rest = open.length === 0 ? '' : `; ${open.length} rows without a label are not used`;
  note(`${table.file}: ${labeled.length} labeled rows of ${classes.length} classes${rest}`);
  const plan = planFeatures(table, labeled, featuresBut(unused, id));
  const features = encodeFeatures(plan, table, labeled);
  const scaling = measureScaling(features, normalise);
  return {
    plan,
    scaling,
    classes,
    features: scaleFeatures(features, scaling),
    labels: classIndices(table.labels, labeled, classes),
    classCount: classes.length,
    ...(weight !== undefined && { weights: weightsOf(table, labeled, weight) }),
  };
}

function weightsOf(table: Table, rows: Int32Array, column: string): Float64Array {
  return Float64Array.from(rows, (row) => {
    const weight = numberAt(table, row, column);
    if (weight > 0) return weight;
    throw cellError(table, row, column, `the weight is ${weight}; expected a positive number`);
  });
}

interface Predictions {
  readonly labels: Int32Array;
  readonly probabilities: Float64Array | null;
  readonly decisions: Float64Array | null;
}

function predictions(fitted: FittedClassifier, features: DenseMatrix, gives: boolean): Predictions {
  const probabilities = gives ? fitted.probabilities(features) : null;
  const labels =
    fitted.predict?.(features) ??
    mostProbable(probabilities ?? fitted.probabilities(features), fitted.classCount);
  return { labels, probabilities, decisions: fitted.decisionValues?.(features) ?? null };
}

function outcomeOf(predicted: Predictions, test: Table, classes: readonly string[]): Outcome {
  const { labels, probabilities, decisions } = predicted;
  const count = classes.length;
  const slice = (values: Float64Array, row: number): readonly number[] =>
    Array.from(values.subarray(row * count, (row + 1) * count));
  const rows = Array.from(labels, (label, row): PredictedRow => ({
    row,
    ...(test.ids !== null && { id: test.ids[row] ?? '' }),
    label: classes[label]!,
    probabilities: probabilities && slice(probabilities, row),
    decision: decisions && (count === 2 ? decisions[row]! : slice(decisions, row)),
  }));
  return { json: { classes, rows }, text: () => tableOf(rows, classes) };
}

function tableOf(rows: readonly PredictedRow[], classes: readonly string[]): string {
  const decided = classes.length === 2 ? ['decision'] : classes.map((name) => `decision(${name})`);
  return textTable(
    ['row', 'id', 'label', ...classes.map((name) => `p(${name})`), ...decided],
    rows.map(({ row, id = '', label, probabilities, decision }) => {
      const decisions = typeof decision === 'number' ? [decision] : (decision ?? []);
      return [
        String(row),
        id,
        label,
        ...classes.map((_, index) => shortNumber(probabilities?.[index])),
        ...decided.map((_, index) => shortNumber(decisions[index])),
      ];
    }),
  );
}

function details(): string {
  return [
    'TEST has the feature columns of TRAIN; its other columns, also the label, are not looked at. `probabilities` are in',
    'the order of `classes`, null where the model gives none; `decision` is one number for two classes, positive for',
    'the second, else one for each class. Normalising measures the rows of TRAIN that have a label. A category that',
    'TRAIN lacks is 0 in all its columns.',
    '',
    featureHelp,
    '',
    registryHelp('Task models', modelInfos()),
  ].join('\n');
}
