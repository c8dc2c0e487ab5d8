import type { PoolView } from './strategy.ts';

/** The same view with only the candidates at the positions `kept`, in that order. */
export function restrictView(view: PoolView, kept: Int32Array): PoolView {
  const { probabilities, decisionValues } = view;
  return {
    ...view,
    candidates: kept.map((index) => view.candidates[index]!),
    ...(probabilities && { probabilities: keep(probabilities, view, kept) }),
    ...(decisionValues && { decisionValues: keep(decisionValues, view, kept) }),
  };
}

/** The kept candidates' rows of values that are aligned with all. */
function keep(values: Float64Array, { candidates }: PoolView, kept: Int32Array): Float64Array {
  const columns = values.length / Math.max(1, candidates.length);
  const rows = new Float64Array(kept.length * columns);
  for (let place = 0; place < kept.length; place++) {
    const start = kept[place]! * columns;
    rows.set(values.subarray(start, start + columns), place * columns);
  }
  return rows;
}
