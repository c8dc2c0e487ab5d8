import { failure } from './failure.ts';
import type { FeatureMemory } from './featureMemory.ts';
import type { SharedMatrix } from './taskRequests.ts';

/** The features that a request names, if they have all of its rows. Throws a failure of reason `unknownFeatures`. */
export function matrixFor(
  memory: FeatureMemory,
  featuresId: string,
  rowsNamed: readonly Int32Array[],
): SharedMatrix {
  const matrix = memory.find(featuresId);
  if (matrix === null) {
    throw failure('unknownFeatures', 'The engine does not hold these features (any more); build them again.');
  }
  const isOutside = (row: number): boolean => row < 0 || row >= matrix.rows;
  for (const rows of rowsNamed) {
    const stray = rows.find(isOutside);
    if (stray === undefined) continue;
    throw failure(
      'unknownFeatures',
      `Row ${stray} has no features: they were built for ${matrix.rows} rows. Build them again.`,
    );
  }
  return matrix;
}
