import type { ParamInfo } from '../../protocol/engine.ts';
import { throwIfCancelled } from '../cancellation.ts';
import { resolveParams } from '../models/params.ts';
import { createAdam } from '../neuralProcess/adam.ts';
import { concatIndices } from '../numeric/concatIndices.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import { unitRows } from '../numeric/unitRows.ts';
import { asSeen } from './asSeen.ts';
import { graphForward, graphGradient, graphInputs, initialGraphParameters } from './graphNetwork.ts';
import type { GraphOutputs } from './graphNetwork.ts';
import { narrowedColumns, narrowRows } from './narrowRows.ts';
import { drawSample, sampleParam, withinBudget } from './onSample.ts';
import { similarityGraph } from './similarityGraph.ts';
import type { PoolView } from './strategy.ts';

export const graphParams: readonly ParamInfo[] = [
  {
    name: 'epochs',
    description: 'Steps of the optimiser, each on the whole graph.',
    kind: 'number',
    default: 200,
    minimum: 1,
    maximum: 10_000,
  },
  sampleParam(3000),
];

/** Units, dropout, step size and decay of Caramalau et al. 2021, and their release. */
export const HIDDEN = 128;
const DROPOUT = 0.3;
const RATE = 1e-3;
const DECAY = 5e-4;
/** Labeled items in the graph at most; a seeded sample of more. */
const LABELED = 1000;
/** Multiplications that one ranking may cost, and the fewest items that it looks at whatever that is. */
const [WORK, FEWEST] = [4e9, 300];

/** What the graph says of the candidates, first, and of the labeled items in it, after. */
export interface TrainedGraph extends GraphOutputs {
  readonly labeled: number;
}

/** The view with its parameter `sample` lowered to what time allows: a step passes over all features twice. */
export function boundedGraph(view: PoolView): PoolView {
  const epochs = Number(resolveParams(graphParams, view.params)['epochs']);
  const cost = 2 * epochs * HIDDEN * narrowedColumns(view.features.columns);
  return withinBudget(view, graphParams, { cost, work: WORK, fewest: FEWEST });
}

/**
 * Trains a graph network to tell labeled items from the candidates, on what the task model makes of them. It reads them at
 * length 1, or their principal components where features are many; the graph sees all features. Nodes are the
 * candidates in their order, then the labeled rows: a score is that of the item it stands beside.
 */
export function trainGraph(view: PoolView, rng: Rng): TrainedGraph {
  const { candidates, labeledRows } = view;
  const drawn = drawSample(labeledRows.length, LABELED, rng.fork('labeled'));
  const rows = concatIndices(
    candidates,
    drawn.map((index) => labeledRows[index]!),
  );
  const isLabeled = Uint8Array.from(rows, (_, node) => (node < candidates.length ? 0 : 1));
  const outputs = learnGraph(asSeen(view, rows), isLabeled, { view, rng });
  return { ...outputs, labeled: drawn.length };
}

function learnGraph(
  features: DenseMatrix,
  isLabeled: Uint8Array,
  { view, rng }: { readonly view: PoolView; readonly rng: Rng },
): GraphOutputs {
  const epochs = Number(resolveParams(graphParams, view.params)['epochs']);
  const unit = { ...features, data: unitRows(features, Int32Array.from(isLabeled.keys())) };
  const read = narrowRows(unit, rng.fork('narrow'));
  const inputs = graphInputs(similarityGraph(features), read);
  const parameters = initialGraphParameters(read.columns, HIDDEN, rng.fork('weights'));
  const adam = createAdam(parameters);
  const draws = rng.fork('dropout');
  const kept = new Float64Array(features.rows * HIDDEN);
  for (let epoch = 0; epoch < epochs; epoch++) {
    throwIfCancelled(view.signal);
    for (let index = 0; index < kept.length; index++)
      kept[index] = draws.uniform() < DROPOUT ? 0 : 1 / (1 - DROPOUT);
    const outputs = graphForward(inputs, parameters, kept);
    const gradient = graphGradient(inputs, parameters, { ...outputs, isLabeled, kept });
    for (let index = 0; index < gradient.length; index++) gradient[index]! += DECAY * parameters[index]!;
    adam.step(gradient, RATE);
  }
  return graphForward(inputs, parameters);
}
