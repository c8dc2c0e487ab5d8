import { expect, it } from 'vitest';
import { resolveParams } from '../../../src/engine/models/params.ts';
import type { ParamInfo } from '../../../src/protocol/engine.ts';

const infos: readonly ParamInfo[] = [
  { name: 'beta', description: '', kind: 'number', default: 10, minimum: 1, maximum: 50 },
  { name: 'kernel', description: '', kind: 'string', default: 'rbf', choices: ['rbf', 'linear'] },
  { name: 'strict', description: '', kind: 'boolean', default: false },
];

it('fills in defaults and keeps what is given', () => {
  expect(resolveParams(infos, {})).toEqual({ beta: 10, kernel: 'rbf', strict: false });
  expect(resolveParams(infos, { beta: 2, strict: true })).toEqual({ beta: 2, kernel: 'rbf', strict: true });
});

it.each([
  [{ gamma: 1 }, 'Unknown parameter "gamma"; expected one of: beta, kernel, strict.'],
  [{ constructor: 1 }, 'Unknown parameter "constructor"'],
  [{ beta: 51 }, '"beta" must be from 1 to 50, not 51'],
  [{ beta: '2' }, '"beta" must be a number, not "2"'],
  [{ kernel: 'poly' }, '"kernel" must be one of rbf, linear, not poly'],
  [{ strict: 1 }, '"strict" must be a boolean'],
] as const)('refuses %o', (values, message) => {
  expect(() => resolveParams(infos, values)).toThrow(message);
});
