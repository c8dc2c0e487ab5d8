import type { ParamValues } from '../models/classifier.ts';
import { logisticRegression } from '../models/logisticRegression.ts';
import { numberParam } from '../models/params.ts';
import { svcSettings } from '../models/svcParams.ts';
import type { OracleModel } from './oracleData.ts';

/** The task model as the oracle retrains it, or null where there is no fast retraining of it. */
export function oracleModelOf(id: string, params: ParamValues): OracleModel | null {
  if (id === 'logisticRegression') return { id, c: numberParam(logisticRegression.params, params, 'C') };
  if (id !== 'svc') return null;
  const { kernel, c, gamma } = svcSettings(params);
  return { id, kernel, c, gamma };
}
