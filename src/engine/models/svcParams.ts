import type { ParamInfo } from '../../protocol/engine.ts';
import type { ParamValues } from './classifier.ts';
import { resolveParams } from './params.ts';
import type { Gamma } from './svcKernel.ts';

export interface SvcSettings {
  readonly kernel: 'rbf' | 'linear';
  /** Penalty of a violated margin, times the sample weight. */
  readonly c: number;
  readonly gamma: Gamma;
  /** Whether Platt scaling gives probabilities. */
  readonly probability: boolean;
}

export const svcParams: readonly ParamInfo[] = [
  {
    name: 'kernel',
    description: 'rbf: a smooth boundary of any shape; linear: a plane.',
    kind: 'string',
    default: 'rbf',
    choices: ['rbf', 'linear'],
  },
  {
    name: 'C',
    description: 'Penalty of a violated margin: smaller values give a simpler boundary.',
    kind: 'number',
    default: 1,
    minimum: 1e-6,
    maximum: 1e6,
  },
  {
    name: 'gamma',
    description:
      'Inverse width of the rbf kernel: scale = 1 / (d variance), auto = 1 / d, or a positive number.',
    kind: 'string',
    default: 'scale',
  },
  {
    name: 'probability',
    description: 'Platt scaling: probabilities from cross-validated decision values; costs five more fits.',
    kind: 'boolean',
    default: false,
  },
];

/** Throws RangeError naming the parameter that is unknown, of the wrong type or out of range. */
export function svcSettings(values: ParamValues): SvcSettings {
  const given = typeof values['gamma'] === 'number' ? { ...values, gamma: String(values['gamma']) } : values;
  const { kernel, C: c, gamma, probability } = resolveParams(svcParams, given);
  return {
    kernel: kernel === 'linear' ? 'linear' : 'rbf',
    c: Number(c),
    gamma: parseGamma(String(gamma)),
    probability: probability === true,
  };
}

function parseGamma(text: string): Gamma {
  if (text === 'scale' || text === 'auto') return text;
  const value = text.trim() === '' ? NaN : Number(text);
  if (value > 0 && value < Infinity) return value;
  throw new RangeError(
    `Parameter "gamma" must be scale, auto or a positive number, not ${JSON.stringify(text)}.`,
  );
}
