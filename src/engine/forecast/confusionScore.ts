import type { Objective } from '../../protocol/gains.ts';

/**
 * The score of an objective from a confusion matrix in shares or counts (row-major classCount x classCount, true classes
 * in rows). Classes that do not occur do not count; 0 where nothing is left to divide by.
 */
export function confusionScore(confusion: Float64Array, classCount: number, objective: Objective): number {
  switch (objective.kind) {
    case 'accuracy':
      return weighted(confusion, classCount, () => 1);
    case 'weightedAccuracy':
      return weighted(confusion, classCount, (label) => objective.weights[label]!);
    case 'balancedAccuracy':
      return meanRecall(confusion, classCount);
    case 'f1':
      return f1Of(confusion, classCount, objective.positive);
  }
}

function weighted(confusion: Float64Array, classCount: number, weightOf: (label: number) => number): number {
  let right = 0;
  let all = 0;
  for (let label = 0; label < classCount; label++) {
    right += weightOf(label) * confusion[label * classCount + label]!;
    all += weightOf(label) * rowSum(confusion, classCount, label);
  }
  return all > 0 ? right / all : 0;
}

function meanRecall(confusion: Float64Array, classCount: number): number {
  let sum = 0;
  let present = 0;
  for (let label = 0; label < classCount; label++) {
    const all = rowSum(confusion, classCount, label);
    if (all <= 0) continue;
    sum += confusion[label * classCount + label]! / all;
    present++;
  }
  return present > 0 ? sum / present : 0;
}

/** 2 TP / (2 TP + FN + FP). */
function f1Of(confusion: Float64Array, classCount: number, positive: number): number {
  const found = confusion[positive * classCount + positive]!;
  let guessed = 0;
  for (let label = 0; label < classCount; label++) guessed += confusion[label * classCount + positive]!;
  const all = rowSum(confusion, classCount, positive) + guessed;
  return all > 0 ? (2 * found) / all : 0;
}

function rowSum(confusion: Float64Array, classCount: number, label: number): number {
  let sum = 0;
  for (let other = 0; other < classCount; other++) sum += confusion[label * classCount + other]!;
  return sum;
}

/** The gradient of `confusionScore`, aligned with `confusion`, by central differences of `step`. */
export function scoreGradient(
  confusion: Float64Array,
  classCount: number,
  objective: Objective,
  step = 1e-6,
): Float64Array {
  const moved = confusion.slice();
  return confusion.map((value, at) => {
    moved[at] = value + step;
    const above = confusionScore(moved, classCount, objective);
    moved[at] = value - step;
    const below = confusionScore(moved, classCount, objective);
    moved[at] = value;
    return (above - below) / (2 * step);
  });
}
