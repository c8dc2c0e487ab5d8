import type { ForecastTarget } from '../../../src/charts/inspector/forecastWords.ts';

/** Shares of 1; what is asked for lies on half points. */
const usual = { gain: 0.02, score: 0.9 } as const;
const least = { gain: 0.005, score: 0.005 } as const;
const most = { gain: 0.995, score: 0.995 } as const;

/** Half points of what a field shows, in points or per cent. */
export const targetField = { step: 0.5, min: 100 * least.gain, max: 100 * most.gain } as const;

/** Gain and score that were last asked for, and which of them it is. */
export interface BudgetTarget {
  readonly kind: ForecastTarget['kind'];
  readonly gain: number;
  readonly score: number;
}

/** Parses what the view kept; anything else is the usual. */
export function readTarget(kept: unknown): BudgetTarget {
  const { kind, gain, score } = (typeof kept === 'object' && kept !== null ? kept : {}) as Readonly<
    Record<string, unknown>
  >;
  return {
    kind: kind === 'score' ? 'score' : 'gain',
    gain: typeof gain === 'number' ? onStep(gain) : usual.gain,
    score: typeof score === 'number' ? onStep(score) : usual.score,
  };
}

/** The nearest half point within what can be asked for. */
export function onStep(value: number): number {
  if (!Number.isFinite(value)) return usual.gain;
  const steps = Math.round(value / 0.005);
  const [first, last] = [least.gain / 0.005, most.gain / 0.005].map(Math.round) as [number, number];
  return Math.min(last, Math.max(first, steps)) / 200;
}

export const askedTarget = ({ kind, ...values }: BudgetTarget): ForecastTarget => ({
  kind,
  value: values[kind],
});
