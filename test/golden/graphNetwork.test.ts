import { expect, it } from 'vitest';
import { createRng } from '../../src/engine/numeric/rng.ts';
import { graphForward, graphInputs, graphLoss } from '../../src/engine/strategies/graphNetwork.ts';
import { kCenterGreedy } from '../../src/engine/strategies/kCenterGreedy.ts';
import { select } from '../../src/engine/strategies/select.ts';
import { similarityGraph } from '../../src/engine/strategies/similarityGraph.ts';
import { nearScore } from '../../src/engine/strategies/uncGcn.ts';
import { viewOfPoints } from '../engine/strategies/poolView.ts';
import { matrixOf } from '../engine/syntheticData.ts';
import { describeGolden } from './goldenFile.ts';

type Rows = readonly (readonly number[])[];

interface Graph {
  readonly features: Rows;
  readonly adj: Rows;
  /** Inputs x outputs. */
  readonly gc1_weight: Rows;
  readonly gc1_bias: readonly number[];
  readonly gc3_weight: Rows;
  readonly gc3_bias: readonly number[];
  readonly scores: Rows;
  readonly hidden: Rows;
  readonly bce_adj_loss_lambda1_2: number;
  readonly uncertaingcn_order_best_last: readonly number[];
  readonly coregcn_kcenter_picks_budget3: readonly number[];
}

/** Rows 0 to 7 are the pool, 8 to 11 labeled. */
const POOL = 8;

describeGolden('gcn_lloss.json', (golden: Graph) => {
  const features = matrixOf(golden.features);
  const graph = similarityGraph(features);
  const transposed = golden.gc1_weight[0]!.flatMap((_, unit) => golden.gc1_weight.map((row) => row[unit]!));
  const parameters = Float64Array.from([
    ...transposed,
    ...golden.gc1_bias,
    ...golden.gc3_weight.flat(),
    ...golden.gc3_bias,
  ]);
  const { hidden, scores } = graphForward(graphInputs(graph, features), parameters);
  const rows = golden.features.length;

  it('joins the items as the reference does', () => {
    const unit = Float64Array.from({ length: rows * rows }, (_, index) => (index % (rows + 1) === 0 ? 1 : 0));
    const adjacency = golden.adj.flat();
    graph.multiply(unit).forEach((value, index) => expect(value).toBeCloseTo(adjacency[index]!, 6));
  });

  it('gives the hidden layer, the scores and the loss of the reference', () => {
    golden.hidden.flat().forEach((value, index) => expect(hidden[index]).toBeCloseTo(value, 5));
    golden.scores.flat().forEach((value, index) => expect(scores[index]).toBeCloseTo(value, 5));
    const isLabeled = Uint8Array.from({ length: rows }, (_, row) => (row < POOL ? 0 : 1));
    expect(graphLoss(scores, isLabeled)).toBeCloseTo(golden.bce_adj_loss_lambda1_2, 5);
  });

  it('ranks the pool as the reference does', () => {
    const utilities = nearScore(scores.subarray(0, POOL));
    const worstFirst = [...utilities.keys()].sort((a, b) => utilities[a]! - utilities[b]!);
    expect(worstFirst).toEqual(golden.uncertaingcn_order_best_last);
    const layer = { rows, columns: golden.gc1_bias.length, data: hidden };
    const labeled = Array.from({ length: rows - POOL }, (_, index) => POOL + index);
    const { rowIds } = select(kCenterGreedy, viewOfPoints(layer, labeled), 3, createRng(1));
    expect([...rowIds]).toEqual(golden.coregcn_kcenter_picks_budget3);
  });
});
