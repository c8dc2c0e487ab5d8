import type { JudgedLabels } from '../../../src/engine/secondLook/confidentJoint.ts';
import type { PruningRule } from '../../../src/engine/secondLook/pruneLabels.ts';

/** The paper's sets, written out (Northcutt, Jiang and Chuang 2021, section 3): slow, and nothing but the definition. */
export function byDefinition(judged: JudgedLabels): {
  readonly thresholds: number[];
  readonly counts: number[][];
  readonly joint: number[][];
} {
  const { labels, classCount } = judged;
  const items = [...labels.keys()];
  const classes = Array.from({ length: classCount }, (_, label) => label);
  const p = (label: number, item: number): number => judged.probabilities[item * classCount + label]!;
  const labeled = (label: number): number[] => items.filter((item) => labels[item] === label);
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const thresholds = classes.map((label) => mean(labeled(label).map((item) => p(label, item))));
  // X^_{i, j}: items labeled i with p_j >= t_j, j being the most probable class of those that reach their threshold.
  const counts = classes.map((given) =>
    classes.map(
      (truth) =>
        labeled(given).filter((item) => {
          const confident = classes.filter((label) => p(label, item) >= thresholds[label]!);
          return (
            confident.length > 0 &&
            confident.every((label) => p(truth, item) >= p(label, item)) &&
            confident.includes(truth)
          );
        }).length,
    ),
  );
  const scaled = counts.map((row, given) => {
    const sum = row.reduce((total, count) => total + count, 0);
    return row.map((count) => (count / sum) * labeled(given).length);
  });
  const whole = scaled.flat().reduce((total, value) => total + value, 0);
  return { thresholds, counts, joint: scaled.map((row) => row.map((value) => value / whole)) };
}

/** Whether the rule takes a label for wrong: fewer items than the rule's number would have to go before it. */
export function isPruned(
  { labels, classCount, probabilities }: JudgedLabels,
  joint: readonly (readonly number[])[],
  item: number,
  rule: PruningRule,
): boolean {
  const given = labels[item]!;
  const p = (label: number, of: number): number => probabilities[of * classCount + label]!;
  const others = [...labels.keys()].filter((other) => labels[other] === given && other !== item);
  const isAmong = (number: number, value: (of: number) => number): boolean =>
    others.filter((other) => value(other) < value(item) || (value(other) === value(item) && other < item))
      .length < Math.round(number * labels.length);
  const byClass = (): boolean =>
    isAmong(
      joint[given]!.reduce((sum, share, truth) => sum + (truth === given ? 0 : share), 0),
      (of) => p(given, of),
    );
  const byRate = (): boolean =>
    joint[given]!.some(
      (share, truth) => truth !== given && isAmong(share, (of) => p(given, of) - p(truth, of)),
    );
  if (rule === 'class') return byClass();
  return rule === 'noiseRate' ? byRate() : byClass() && byRate();
}
