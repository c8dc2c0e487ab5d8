import { resolveParams } from '../../src/engine/models/params.ts';
import type { ClassifierDefinition, ParamValues } from '../../src/engine/models/classifier.ts';
import { findModel } from '../../src/engine/models/registry.ts';
import { gatherRows } from '../../src/engine/numeric/gatherRows.ts';
import { createRng } from '../../src/engine/numeric/rng.ts';
import { oracleModelOf } from '../../src/engine/oracle/oracleModel.ts';
import { scorePool } from '../../src/engine/rounds/poolScores.ts';
import { capabilitiesOf } from '../../src/engine/rounds/servedBy.ts';
import type { PoolView, Strategy } from '../../src/engine/strategies/strategy.ts';

export const COLUMNS = 64;
export const CLASSES = 3;
export const LABELED = 100;
export const BATCH = 100;

/** Task models in the order of preference: the cheapest that can serve a strategy is measured with. */
const modelIds: readonly { readonly id: string; readonly params: ParamValues }[] = [
  { id: 'logisticRegression', params: {} },
  { id: 'mlp', params: { epochs: 20, width: 32 } },
];

export interface ServingModel {
  readonly model: ClassifierDefinition;
  readonly params: ParamValues;
}

/** The task model that a strategy is measured with; null where none serves it. */
export function servingModel({ needs }: Strategy): ServingModel | null {
  for (const { id, params } of modelIds) {
    const model = findModel(id);
    const resolved = resolveParams(model.params, params);
    const gives = capabilitiesOf(model, resolved);
    if (needs.every((need) => gives.includes(need))) return { model, params: resolved };
  }
  return null;
}

/** Overlapping Gaussian classes of `items` items, the first hundred labeled; all but what a model says of them. */
function unscoredPool(items: number): PoolView {
  const rng = createRng(1);
  const centres = Float64Array.from({ length: CLASSES * COLUMNS }, () => 0.4 * rng.normal());
  const data = new Float32Array(items * COLUMNS);
  for (let index = 0; index < data.length; index++) {
    const label = Math.floor(index / COLUMNS) % CLASSES;
    data[index] = centres[label * COLUMNS + (index % COLUMNS)]! + rng.normal();
  }
  const labeledRows = Int32Array.from({ length: LABELED }, (_, row) => row);
  return {
    features: { rows: items, columns: COLUMNS, data },
    candidates: Int32Array.from({ length: items - LABELED }, (_, index) => LABELED + index),
    labeledRows,
    labels: labeledRows.map((row) => row % CLASSES),
    classCount: CLASSES,
    params: {},
  };
}

/** The pool as a round would hand it to the strategy, with all that the strategy needs worked out already. */
export function preparedPool(items: number, strategy: Strategy, { model, params }: ServingModel): PoolView {
  const pool = unscoredPool(items);
  const { features, labeledRows, labels, classCount } = pool;
  const fitted = model.fit({ features: gatherRows(features, labeledRows), labels, classCount }, params);
  const { shared } = scorePool(pool, fitted, { gives: capabilitiesOf(model, params), needs: strategy.needs });
  const retrained = oracleModelOf(model.id, params);
  return {
    ...pool,
    ...shared,
    model: fitted,
    fit: (training) => model.fit(training, params),
    ...(retrained && { retrained }),
    params: resolveParams(strategy.params, {}),
  };
}
