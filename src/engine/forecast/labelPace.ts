import type { LabelPace } from '../../protocol/forecast.ts';

/** With fewer timed labels there is no pace. */
const FEWEST = 10;
/** Quartiles beyond which a time is a pause (Tukey 1977, Exploratory Data Analysis: far out), of logarithms. */
const FENCE = 3;
/** Days, counted back from the last label, in which labels make the daily pace. */
const RECENT_DAYS = 28;
const DAY_MS = 24 * 3600 * 1000;

/** A label that was set one at a time. */
export interface TimedLabel {
  readonly seconds: number;
  /** When, in milliseconds since 1970. */
  readonly at: number;
}

/**
 * What a label costs: the mean, since time adds up, but without pauses, times that lie far beyond the others on a
 * logarithmic scale. Null for fewer than 10 labels with a time.
 */
export function labelPace(labels: readonly TimedLabel[]): LabelPace | null {
  const seconds = labels.map((label) => label.seconds).filter((time) => time > 0);
  if (seconds.length < FEWEST) return null;
  const logs = seconds.map(Math.log).sort((a, b) => a - b);
  const [first, third] = [quantile(logs, 0.25), quantile(logs, 0.75)];
  const longest = Math.exp(third + FENCE * (third - first));
  // Rounding must not make a pause of times that are all alike.
  const kept = seconds.filter((time) => time <= longest * (1 + 1e-9));
  const mean = kept.reduce((sum, time) => sum + time, 0) / kept.length;
  const squares = kept.reduce((sum, time) => sum + (time - mean) ** 2, 0);
  return {
    secondsPerLabel: mean,
    standardError: Math.sqrt(squares / (kept.length - 1) / kept.length),
    timed: kept.length,
    pauses: seconds.length - kept.length,
    labelsPerDay: labelsPerDay(labels.map(({ at }) => at)),
  };
}

/** Labels of the last four weeks of labeling by the days from their first to their last, idle ones too. */
function labelsPerDay(times: readonly number[]): number | null {
  const last = times.reduce((latest, time) => Math.max(latest, time), -Infinity);
  const recent = times.filter((time) => time > last - RECENT_DAYS * DAY_MS);
  const first = recent.reduce((earliest, time) => Math.min(earliest, time), Infinity);
  const days = (last - first) / DAY_MS;
  return days >= 1 ? recent.length / days : null;
}

function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  return low + (place - below) * ((sorted[below + 1] ?? low) - low);
}
