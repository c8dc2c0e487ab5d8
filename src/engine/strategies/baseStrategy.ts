import type { ParamInfo } from '../../protocol/engine.ts';
import type { ParamValues } from '../models/classifier.ts';
import type { ScoringStrategy } from './strategy.ts';

/** The parameter that says which strategy a wrapper wraps; the first is the default. */
export function baseParam(bases: readonly ScoringStrategy[]): ParamInfo {
  const ids = bases.map((base) => base.id);
  return {
    name: 'base',
    description: 'The strategy that ranks the items, with its own defaults.',
    kind: 'string',
    default: ids[0]!,
    choices: ids,
  };
}

export function findBase(bases: readonly ScoringStrategy[], params: ParamValues): ScoringStrategy {
  return bases.find((base) => base.id === params['base']) ?? bases[0]!;
}
