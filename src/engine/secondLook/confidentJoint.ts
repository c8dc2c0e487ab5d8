/** Out-of-sample probabilities with the labels that were given. */
export interface JudgedLabels {
  /** n x classCount row-major. */
  readonly probabilities: Float64Array;
  /** Length n; every class occurs. */
  readonly labels: Int32Array;
  readonly classCount: number;
}

/** Matrices are classCount x classCount row-major: the given label in rows, the true one in columns. */
export interface ConfidentJoint {
  /** t_j: the mean probability of class j among the items labeled j. */
  readonly thresholds: Float64Array;
  /** C: items labeled i that are confidently of class j. */
  readonly counts: Float64Array;
  /** Q: the share of all items that is labeled i and truly j; sums to 1. */
  readonly joint: Float64Array;
}

/** A mean of equal numbers may exceed them in the last bits; they reach their own threshold all the same. */
const ROUNDING = 1e-12;

/**
 * How given and true labels go together, without knowing the true ones (Northcutt, Jiang and Chuang 2021, Confident
 * Learning, JAIR 70, section 3.1): an item counts for the most probable of the classes whose threshold it reaches (eq. 1
 * and 2); the counts of each given label are scaled to how often it was given, and the whole to 1 (eq. 3). An item that
 * reaches no threshold counts for none.
 */
export function confidentJoint({ probabilities, labels, classCount }: JudgedLabels): ConfidentJoint {
  const given = countLabels(labels, classCount);
  const thresholds = new Float64Array(classCount);
  labels.forEach((label, place) => {
    thresholds[label]! += probabilities[place * classCount + label]! / given[label]!;
  });
  const counts = new Float64Array(classCount * classCount);
  labels.forEach((label, place) => {
    const likely = confidentClass(
      probabilities.subarray(place * classCount, (place + 1) * classCount),
      thresholds,
    );
    if (likely >= 0) counts[label * classCount + likely]!++;
  });
  return { thresholds, counts, joint: calibrated(counts, given) };
}

/** The most probable class that reaches its threshold; -1 where none does. */
function confidentClass(probabilities: Float64Array, thresholds: Float64Array): number {
  let best = -1;
  for (let label = 0; label < thresholds.length; label++) {
    if (probabilities[label]! < thresholds[label]! - ROUNDING) continue;
    if (best < 0 || probabilities[label]! > probabilities[best]!) best = label;
  }
  return best;
}

/** The most confident item of each class reaches its threshold, so that no row of the counts is empty. */
function calibrated(counts: Float64Array, given: Int32Array): Float64Array {
  const classCount = given.length;
  const all = given.reduce((sum, count) => sum + count, 0);
  const joint = new Float64Array(counts.length);
  for (let label = 0; label < classCount; label++) {
    const row = counts.subarray(label * classCount, (label + 1) * classCount);
    const sum = row.reduce((total, count) => total + count, 0);
    row.forEach((count, truth) => {
      joint[label * classCount + truth] = ((count / sum) * given[label]!) / all;
    });
  }
  return joint;
}

/**
 * The share of the items of each true class (columns) that was given each label (rows): every column sums to 1. NaN in
 * the column of a class that no item seems to be of.
 */
export function noiseRates(joint: Float64Array, classCount: number): Float64Array {
  const truths = new Float64Array(classCount);
  joint.forEach((share, at) => (truths[at % classCount]! += share));
  return joint.map((share, at) => share / truths[at % classCount]!);
}

export function countLabels(labels: Int32Array, classCount: number): Int32Array {
  const counts = new Int32Array(classCount);
  for (const label of labels) counts[label]!++;
  return counts;
}
