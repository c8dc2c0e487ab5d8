import type { PoolView } from '../strategies/strategy.ts';

/** The same view with its labels by ascending row, so that what is drawn of them does not depend on who was labeled first. */
export function labelsByRow(view: PoolView): PoolView {
  const { labeledRows, labels, labelWeights, isRandom } = view;
  const order = Int32Array.from(labeledRows.keys()).sort((a, b) => labeledRows[a]! - labeledRows[b]!);
  return {
    ...view,
    labeledRows: order.map((place) => labeledRows[place]!),
    labels: order.map((place) => labels[place]!),
    ...(labelWeights && { labelWeights: Float64Array.from(order, (place) => labelWeights[place]!) }),
    ...(isRandom && { isRandom: Uint8Array.from(order, (place) => isRandom[place]!) }),
  };
}
