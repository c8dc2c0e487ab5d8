import type { Features, FeaturiseRequest } from './featurisers/featuriser.ts';
import { featuriserOf } from './featurisers/registry.ts';

/**
 * Turns items into a dense float32 matrix of `rowCount` rows and at most 512 columns (3,072 where these are pixels or
 * outputs of a model), in one or two streaming passes over `items`; no item is kept. The same items, spec, model and
 * seed give the same numbers. Rejects with the signal's reason when cancelled, and with InputError where the model that
 * the spec names cannot be used.
 */
export async function featurise(request: FeaturiseRequest): Promise<Features> {
  request.signal?.throwIfAborted();
  return featuriserOf(request.spec).featurise(request);
}
