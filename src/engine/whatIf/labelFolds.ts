import type { Rng } from '../numeric/rng.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';

/** Rows with their classes. */
export interface KnownLabels {
  readonly rows: Int32Array;
  readonly labels: Int32Array;
}

/** Some of the labels by the queue held out, and what is known without them. */
export interface Fold {
  /** Which labels, as places among the queued ones. */
  readonly places: Int32Array;
  readonly held: KnownLabels;
  /** The given labels and the queued ones of all other folds. */
  readonly known: KnownLabels;
}

/** Divides the queued labels into `count` folds at random, every class as evenly as it can be. */
export function labelFolds(
  queued: KnownLabels,
  given: KnownLabels,
  count: number,
  rng: Rng,
): readonly Fold[] {
  const order = shuffledIndices(queued.labels.length, rng).sort(
    (a, b) => queued.labels[a]! - queued.labels[b]!,
  );
  const foldOf = new Int32Array(order.length);
  order.forEach((place, rank) => (foldOf[place] = rank % count));
  const places = Int32Array.from(foldOf.keys());
  const labelsAt = (those: Int32Array): KnownLabels => ({
    rows: those.map((place) => queued.rows[place]!),
    labels: those.map((place) => queued.labels[place]!),
  });
  return Array.from({ length: count }, (_, fold) => {
    const own = places.filter((place) => foldOf[place] === fold);
    const rest = labelsAt(places.filter((place) => foldOf[place] !== fold));
    return {
      places: own,
      held: labelsAt(own),
      known: {
        rows: Int32Array.of(...given.rows, ...rest.rows),
        labels: Int32Array.of(...given.labels, ...rest.labels),
      },
    };
  });
}
