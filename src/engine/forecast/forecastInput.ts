import type { ForecastRequest } from '../../protocol/forecast.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';

/** A request with the features themselves. */
export interface ForecastInput extends ForecastRequest {
  readonly features: DenseMatrix;
  /** How often the pool is labeled anew; by default 20 times, down to 10 where that would take long. */
  readonly replays?: number;
}
