/** Two classes that one machine tells apart; its decision value is positive for `first`. */
export interface ClassPair {
  readonly first: number;
  readonly second: number;
}

/**
 * One-vs-rest decision values from those of the pairs (n x pairs.length row-major): n values for two classes in all,
 * positive for class 1; else n x classCount, votes plus a tie-break by the sum of the pairs' decision values squeezed
 * into a third of a vote (scikit-learn's decision_function_shape="ovr"). Classes without a pair get -Infinity.
 */
export function ovrDecisions(
  decisions: Float64Array,
  pairs: readonly ClassPair[],
  classCount: number,
): Float64Array {
  if (classCount === 2) return decisions.map((value) => -value);
  const n = decisions.length / pairs.length;
  const out = new Float64Array(n * classCount);
  const present = new Set(pairs.flatMap(({ first, second }) => [first, second]));
  const confidence = new Float64Array(classCount);
  for (let row = 0; row < n; row++) {
    confidence.fill(0);
    const target = row * classCount;
    for (let p = 0; p < pairs.length; p++) {
      const { first, second } = pairs[p]!;
      const value = decisions[row * pairs.length + p]!;
      confidence[first]! += value;
      confidence[second]! -= value;
      out[target + (value > 0 ? first : second)]! += 1;
    }
    for (let label = 0; label < classCount; label++) {
      const sum = confidence[label]!;
      out[target + label]! += present.has(label) ? sum / (3 * (Math.abs(sum) + 1)) : -Infinity;
    }
  }
  return out;
}

/** The class that most pairs vote for; equal votes go to the lowest class, as in libsvm. */
export function pairVotes(
  decisions: Float64Array,
  pairs: readonly ClassPair[],
  classCount: number,
): Int32Array {
  const n = decisions.length / pairs.length;
  const votes = new Int32Array(classCount);
  const out = new Int32Array(n);
  for (let row = 0; row < n; row++) {
    votes.fill(0);
    for (let p = 0; p < pairs.length; p++) {
      const { first, second } = pairs[p]!;
      votes[decisions[row * pairs.length + p]! > 0 ? first : second]!++;
    }
    let best = 0;
    for (let label = 1; label < classCount; label++) if (votes[label]! > votes[best]!) best = label;
    out[row] = best;
  }
  return out;
}
