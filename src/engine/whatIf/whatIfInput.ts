import type { WhatIfRequest } from '../../protocol/whatIf.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';

/** A request with the features themselves in place of their name. */
export interface WhatIfInput extends Omit<WhatIfRequest, 'featuresId'> {
  readonly features: DenseMatrix;
  /** How often the pool is labeled anew, at least 5; by default 40 times, less often where that would take long. */
  readonly replays?: number;
}
