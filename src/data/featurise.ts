import type { Features, FeaturiseRequest } from './featurisers/featuriser.ts';
import { featuriserOf } from './featurisers/registry.ts';

/**
 * Turns items into a dense float32 matrix of `rowCount` rows and at most 512 columns (3,072
 * where these are pixels), in one or two streaming passes over
 * `items`; no item is kept. The same items, spec and seed give the same numbers. Rejects with the signal's reason when
 * cancelled.
 */
export async function featurise(request: FeaturiseRequest): Promise<Features> {
  request.signal?.throwIfAborted();
  return featuriserOf(request.spec).featurise(request);
}
