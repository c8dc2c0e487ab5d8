/** Models that are fitted again at most. */
const MOST = 60;

export interface ChosenCheckpoints {
  /** Places among the rounds, ascending; the last round with a model is one of them. */
  readonly places: readonly number[];
  /** Labels that lie between two of them at least. */
  readonly spacing: number;
}

/**
 * Which of the rounds are compared, by how many labels each knew (not decreasing): the last, and going back from it
 * those at least `batchSize` labels apart. Models a label apart agree whatever they have still to learn, so that every
 * rule would be met at once after quick labeling. With many labels the distance grows, which bounds the work.
 */
export function chooseCheckpoints(
  labels: readonly number[],
  batchSize: number,
  most = MOST,
): ChosenCheckpoints {
  const last = labels.at(-1) ?? 0;
  const first = labels[0] ?? 0;
  const spacing = Math.max(1, batchSize, Math.ceil((last - first) / Math.max(1, most - 1)));
  const places: number[] = [];
  let next = Infinity;
  for (let place = labels.length - 1; place >= 0; place--) {
    if (labels[place]! > next) continue;
    places.unshift(place);
    next = labels[place]! - spacing;
  }
  return { places, spacing };
}
