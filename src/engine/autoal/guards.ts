import type { PoolView } from '../strategies/strategy.ts';

/** Labels a class from which on there is something to learn weights from. */
const LABELS_PER_CLASS = 10;

/** Why weights cannot be learned from these labels yet, in words for the user; null where they can. */
export function searchFallback({ labels, classCount }: PoolView): string | null {
  const counts = new Int32Array(classCount);
  for (const label of labels) counts[label]!++;
  const missing = LABELS_PER_CLASS * classCount - labels.length;
  const equal = 'until then all candidates count the same';
  if (missing > 0) {
    return (
      `Weights are learned from ${LABELS_PER_CLASS * classCount} labels on, ten for each class; ` +
      `${missing} more ${missing === 1 ? 'is' : 'are'} needed: ${equal}.`
    );
  }
  const rare = counts.filter((count) => count < 2).length;
  if (rare === 0) return null;
  return (
    `Weights are learned once every class has two labels; ` +
    `${rare} ${rare === 1 ? 'class has' : 'classes have'} fewer: ${equal}.`
  );
}
