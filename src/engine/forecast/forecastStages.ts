/** The smallest number of labels at which a curve is measured, and what lies between two. */
const FIRST_MEASURED = 10;
const MEASURED_STEP = 1.45;

/** At most so many numbers of labels, ascending, at which the curve up to `labels` is measured; the last is `labels`. */
export function measuredCounts(labels: number, most: number): readonly number[] {
  const counts: number[] = [];
  for (
    let count = labels;
    count >= Math.min(labels, FIRST_MEASURED) && counts.length < most;
    count = Math.floor(count / MEASURED_STEP)
  ) {
    counts.unshift(count);
    if (count <= 1) break;
  }
  return counts;
}

/** The first stage of replays, which is drawn at random: a project ranks anew after so many labels. */
const FIRST_REPLAYED = 10;
const REPLAYED = 12;

/** Numbers of labels, ascending, at which replays rank anew and are scored. */
export const replayedCounts = (most: number): readonly number[] =>
  geometric(Math.min(FIRST_REPLAYED, most), most, REPLAYED);

const FORECAST = 30;

/** Numbers of labels, ascending, from the present to the horizon. */
export const forecastCounts = (present: number, horizon: number): readonly number[] =>
  geometric(present, horizon, FORECAST);

/** At most `steps` different whole numbers from `first` to `last` with equal ratios. */
function geometric(first: number, last: number, steps: number): number[] {
  const counts = Array.from({ length: steps }, (_, step) =>
    Math.round(first * (last / first) ** (step / (steps - 1))),
  );
  return [...new Set(counts)];
}
