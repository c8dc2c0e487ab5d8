import type { WhatIfRequest } from '../../protocol/whatIf.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';

/** A request with the features themselves in place of their name. */
export interface WhatIfInput extends Omit<WhatIfRequest, 'featuresId'> {
  readonly features: DenseMatrix;
  /** How often the pool is labeled anew; default 60, at least 5. */
  readonly replays?: number;
}
