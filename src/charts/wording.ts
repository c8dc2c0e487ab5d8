import type { ExperimentMetric, Setting, Spread } from '../protocol/experiment.ts';

/** How reports say what a spec says by ids. */
export const settingNames: Readonly<Record<Setting, string>> = {
  balanced: 'balanced',
  imbalanced: 'imbalanced',
  imbalancedWeighted: 'imbalanced, weighted',
};

export const metricNames: Readonly<Record<ExperimentMetric, string>> = {
  weightedAccuracy: 'weighted accuracy',
  accuracy: 'accuracy',
  balancedAccuracy: 'balanced accuracy',
  f1: 'F1',
  auroc: 'AUROC',
};

/** What stands where there is no number. */
export const nothing = '–';

/** A number with so many decimals and a minus sign that is one. */
export function fixed(value: number | null, decimals: number): string {
  if (value === null || !Number.isFinite(value)) return nothing;
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** Mean ± deviation, or the mean alone for a single run. */
export function spreadText(spread: Spread | null, decimals: number): string {
  if (spread === null) return nothing;
  const mean = fixed(spread.mean, decimals);
  return spread.sd === null ? mean : `${mean} ± ${fixed(spread.sd, decimals)}`;
}

/** A difference with its sign. */
export const signed = (value: number, decimals: number): string =>
  value >= 0 ? `+${fixed(value, decimals)}` : fixed(value, decimals);

/** A p-value as papers print it. */
export const probability = (value: number | null): string =>
  value === null ? nothing : value < 0.001 ? '< 0.001' : fixed(value, 3);

/** A time with the unit in which it is easily read. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return nothing;
  if (seconds >= 120) return `${rounded(seconds / 60)} min`;
  if (seconds >= 1 || seconds === 0) return `${rounded(seconds)} s`;
  return seconds >= 0.001 ? `${rounded(seconds * 1e3)} ms` : `${rounded(seconds * 1e6)} µs`;
}

const rounded = (value: number): string => Number(value.toPrecision(value < 1 ? 2 : 3)).toString();

/** Three digits, without an exponent where people can do without. */
export const secondsText = (seconds: number): string =>
  seconds >= 100 ? seconds.toFixed(0) : Number(seconds.toPrecision(3)).toString();

/** Areas under curves: as many decimals as papers have for ten steps, one more for small areas. */
export const areaDecimals = (areas: readonly number[]): number =>
  areas.some((area) => Math.abs(area) >= 2) ? 2 : 3;

export const scoreDecimals = 3;

export const plural = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;

/** "9 runs", or "7 to 9 runs" where they differ. */
export function countRange(counts: readonly number[], one: string, many: string): string {
  const low = Math.min(...counts);
  const high = Math.max(...counts);
  return low === high ? plural(low, one, many) : `${low} to ${high} ${many}`;
}

/** "a, b and c". */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
