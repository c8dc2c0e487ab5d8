import type { ForecastResult } from './forecast.ts';
import type { InspectorQuestion } from './inspector.ts';
import type { StoppingReport } from './stopping.ts';

/** The tab "Budget and stopping"; what is asked is told of the round that is shown. */

/** Confidence of the intervals that the tab and the command line show; their coverage is tested at it. */
export const FORECAST_LEVEL = 0.9;

type NoParams = Readonly<Record<string, never>>;

/** Its own lane: it computes for seconds to minutes. */
const lane = 'budget';

export const forecastQuestion: InspectorQuestion<NoParams, ForecastResult> = {
  method: 'inspector/forecast',
  lane,
};

export const stoppingQuestion: InspectorQuestion<NoParams, StoppingReport> = {
  method: 'inspector/stopping',
  lane,
};
