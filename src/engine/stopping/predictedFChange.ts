import { ofPairs } from './criterion.ts';
import type { StoppingCriterion } from './criterion.ts';

/**
 * Predicted change of F, or delta-F: 1 - 2a / (2a + b + c), one minus the F of a model's predictions on the stop set
 * were the next model's the truth; a items are positive for both models, b and c for one of them. Stop at 0.05 three
 * times in a row. Where no class stands out it is the mean over the classes that either model predicts, which goes
 * beyond the paper.
 */
export const predictedFChange: StoppingCriterion = {
  id: 'predictedFChange',
  reference:
    'Altschuler and Bloodgood 2019, Stopping Active Learning based on Predicted Change of F Measure for Text Classification.',
  bound: 'most',
  threshold: 0.05,
  window: 3,
  values: (checkpoints, { classCount, positive }) =>
    ofPairs(checkpoints, ({ predicted: before }, { predicted: after }) => {
      const classes =
        positive === null ? Array.from({ length: classCount }, (_, label) => label) : [positive];
      const changes = classes
        .map((label) => changeOf(before, after, label))
        .filter((change) => change !== null);
      if (changes.length === 0) return null;
      return changes.reduce((sum, change) => sum + change, 0) / changes.length;
    }),
};

/** Null where neither model predicts the class. */
function changeOf(before: Int32Array, after: Int32Array, label: number): number | null {
  let both = 0;
  let one = 0;
  before.forEach((predicted, index) => {
    const first = predicted === label;
    const second = after[index] === label;
    if (first && second) both++;
    else if (first !== second) one++;
  });
  return both + one === 0 ? null : 1 - (2 * both) / (2 * both + one);
}
