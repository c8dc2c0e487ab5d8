import { CHUNK } from './chunk.ts';
import { logisticInfluence } from './logisticInfluence.ts';
import { fillCandidates, targetOf } from './logisticSession.ts';
import type { LogisticSession } from './logisticSession.ts';

/** Estimates in place of retrainings; `probabilities`: of the evaluation rows under the base fit. */
export function influenceEstimates(
  session: LogisticSession,
  probabilities: Float64Array,
): (candidates: Int32Array) => Float64Array {
  const { data, classes, shape, memory } = session;
  const influence = logisticInfluence(shape, memory, likelihoodSlopes(session, probabilities));
  return (candidates) => {
    const out = new Float64Array(candidates.length).fill(NaN);
    const places = candidates.map((_, place) => place);
    const known = places.filter((place) => classes.includes(data.rows.labels[candidates[place]!]!));
    for (let start = 0; start < known.length; start += CHUNK) {
      const part = known.subarray(start, start + CHUNK);
      fillCandidates(
        session,
        part.map((place) => candidates[place]!),
      );
      influence(part.length).forEach((value, index) => (out[part[index]!] = value));
    }
    return out;
  };
}

/** Of the weighted log-likelihood by the evaluation rows' logits, v x K: 0 for rows of a class that is not among them. */
function likelihoodSlopes(session: LogisticSession, probabilities: Float64Array): Float64Array {
  const { data, classes, shape } = session;
  const { labels, weights } = data.evaluation;
  return new Float64Array(shape.evaluationRows * shape.outputs).map((_, index) => {
    const row = Math.floor(index / shape.outputs);
    const output = index % shape.outputs;
    if (!classes.includes(labels[row]!)) return 0;
    const label = classes[shape.outputs === 1 ? 1 : output]!;
    const p = probabilities[row * data.classCount + label]!;
    return (weights?.[row] ?? 1) * (targetOf(session, labels[row]!, output) - p);
  });
}
