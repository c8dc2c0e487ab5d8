import type { JudgedLabels } from './confidentJoint.ts';

/** How many labels are taken for wrong, and which. */
export type PruningRule = 'class' | 'noiseRate' | 'both';

/**
 * Whether each label is probably wrong (Northcutt, Jiang and Chuang 2021, section 3.2, methods 3 to 5), given the
 * calibrated joint Q of the n labels:
 * - `class`: of the items labeled i the n sum_{j != i} Q_ij with the lowest probability of i;
 * - `noiseRate`: for each pair i != j, of the items labeled i the n Q_ij with the largest p_j - p_i;
 * - `both`: those on which the two agree.
 * Numbers of items are rounded; among equals the earlier item goes first.
 */
export function pruneLabels(judged: JudgedLabels, joint: Float64Array, rule: PruningRule): Uint8Array {
  const byClass = rule === 'noiseRate' ? null : pruneByClass(judged, joint);
  const byRate = rule === 'class' ? null : pruneByNoiseRate(judged, joint);
  if (byClass === null) return byRate!;
  return byRate === null ? byClass : byClass.map((flag, place) => flag & byRate[place]!);
}

function pruneByClass({ probabilities, labels, classCount }: JudgedLabels, joint: Float64Array): Uint8Array {
  const wrong = new Uint8Array(labels.length);
  for (let label = 0; label < classCount; label++) {
    let share = 0;
    for (let truth = 0; truth < classCount; truth++) {
      if (truth !== label) share += joint[label * classCount + truth]!;
    }
    const confidence = (place: number): number => probabilities[place * classCount + label]!;
    flagLowest(wrong, placesOf(labels, label), confidence, share * labels.length);
  }
  return wrong;
}

function pruneByNoiseRate(
  { probabilities, labels, classCount }: JudgedLabels,
  joint: Float64Array,
): Uint8Array {
  const wrong = new Uint8Array(labels.length);
  for (let label = 0; label < classCount; label++) {
    const places = placesOf(labels, label);
    for (let truth = 0; truth < classCount; truth++) {
      if (truth === label) continue;
      const lead = (place: number): number =>
        probabilities[place * classCount + label]! - probabilities[place * classCount + truth]!;
      flagLowest(wrong, places, lead, joint[label * classCount + truth]! * labels.length);
    }
  }
  return wrong;
}

function flagLowest(
  flags: Uint8Array,
  places: readonly number[],
  value: (place: number) => number,
  count: number,
): void {
  const ordered = [...places].sort((a, b) => value(a) - value(b) || a - b);
  for (const place of ordered.slice(0, Math.round(count))) flags[place] = 1;
}

const placesOf = (labels: Int32Array, label: number): number[] =>
  Array.from(labels.keys()).filter((place) => labels[place] === label);

/** The probability of each given label, length n: low = probably wrong. */
export function selfConfidence({ probabilities, labels, classCount }: JudgedLabels): Float64Array {
  return Float64Array.from(labels, (label, place) => probabilities[place * classCount + label]!);
}

/** By how much the given label's probability exceeds that of the best other class, -1 to 1, length n. */
export function normalisedMargin(judged: JudgedLabels): Float64Array {
  const { probabilities, classCount } = judged;
  const others = bestOthers(judged);
  return selfConfidence(judged).map(
    (own, place) => own - probabilities[place * classCount + others[place]!]!,
  );
}

/** The most probable class other than the given label; the first among equals. */
export function bestOthers({ probabilities, labels, classCount }: JudgedLabels): Int32Array {
  return labels.map((label, place) => {
    let best = label === 0 ? 1 : 0;
    for (let other = best + 1; other < classCount; other++) {
      if (other === label) continue;
      if (probabilities[place * classCount + other]! > probabilities[place * classCount + best]!)
        best = other;
    }
    return best;
  });
}
