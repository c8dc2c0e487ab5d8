import type { OracleData, OracleSettings } from './oracleData.ts';
import { createReferenceRetrainer } from './referenceRetrainer.ts';
import type { Retrainer } from './retrainer.ts';

/** The fastest retrainer that serves these settings. */
export function createRetrainer(
  data: OracleData,
  settings: OracleSettings,
  _needsProbabilities: boolean,
): Retrainer {
  return createReferenceRetrainer(data, settings.model);
}
