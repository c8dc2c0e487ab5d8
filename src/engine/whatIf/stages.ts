import type { QueuedLabels } from '../../protocol/whatIf.ts';

/** The first stage, which is drawn at random: a project ranks anew after so many labels. */
const FIRST = 10;
const STAGES = 16;
/** How much closer early stages lie, where a model learns most with each label. */
const POWER = 1.5;

/** Numbers of labels at which replays rank anew and are scored: ascending, the last is `labels` (at least 1). */
export function stageCounts(labels: number): readonly number[] {
  const first = Math.min(FIRST, labels);
  const counts = Array.from({ length: STAGES }, (_, stage) =>
    Math.round(first + (labels - first) * (stage / (STAGES - 1)) ** POWER),
  );
  return [...new Set(counts)];
}

/** The strategy that ranked most of the labels of each stage; empty where none did. */
export function ownStrategies(
  { strategies }: Pick<QueuedLabels, 'strategies'>,
  counts: readonly number[],
): readonly string[] {
  return counts.map((count, stage) => {
    const tally = new Map<string, number>();
    for (const id of strategies.slice(counts[stage - 1] ?? 0, count)) {
      if (id !== '') tally.set(id, (tally.get(id) ?? 0) + 1);
    }
    const [most] = [...tally].sort(([, a], [, b]) => b - a);
    return most?.[0] ?? '';
  });
}
