import { kernelsRun } from '../kernels/kernels.ts';
import { createLogisticRetrainer } from './logisticRetrainer.ts';
import type { OracleData, OracleSettings } from './oracleData.ts';
import { createReferenceRetrainer } from './referenceRetrainer.ts';
import type { Retrainer } from './retrainer.ts';
import { createSvcRetrainer } from './svcRetrainer.ts';

/** The fastest retrainer that serves these settings. */
export function createRetrainer(
  data: OracleData,
  settings: OracleSettings,
  withProbabilities: boolean,
): Retrainer {
  const { model, backend, certified = true } = settings;
  if (backend === 'reference' || !kernelsRun()) return createReferenceRetrainer(data, model);
  if (model.id === 'logisticRegression') {
    return createLogisticRetrainer(data, {
      c: model.c,
      withProbabilities,
      certified: certified && !withProbabilities,
    });
  }
  return createSvcRetrainer(data, model);
}
