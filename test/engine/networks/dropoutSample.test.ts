import { expect, it } from 'vitest';
import { dropoutOf, dropoutSample } from '../../../src/engine/networks/dropoutSample.ts';
import { initialParameters } from '../../../src/engine/networks/initialParameters.ts';
import { parameterPlaces } from '../../../src/engine/networks/networkSpec.ts';
import type { NetworkSpec } from '../../../src/engine/networks/networkSpec.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';

const spec: NetworkSpec = { kind: 'perceptron', inputs: 3, hidden: [6, 5], outputs: 2, dropout: 0.4 };
const parameters = initialParameters(spec, createRng(1)).map((value) => (value === 0 ? 0.1 : value));

/** The factor by which each unit's weights lead out of it, for the layers behind the two hidden ones. */
function factors(sample: Float32Array): number[][] {
  const dense = parameterPlaces(spec).filter(({ kind }) => kind === 'weights');
  return dense.map(({ shape, offset }) =>
    Array.from({ length: shape[0]! }, (_, unit) => {
      const of = Array.from({ length: shape[1]! }, (_weight, place) => {
        const index = offset + unit * shape[1]! + place;
        return sample[index]! / parameters[index]!;
      });
      of.forEach((factor) => expect(factor).toBeCloseTo(of[0]!, 5));
      return of[0]!;
    }),
  );
}

it('leaves out whole units, strengthens the others, and touches neither inputs nor biases', () => {
  const [first, second, third] = factors(dropoutSample(spec, parameters, createRng(2)));
  expect(first).toEqual([1, 1, 1]);
  for (const factor of [...second!, ...third!]) {
    expect(Math.min(Math.abs(factor), Math.abs(factor - 1 / 0.6))).toBeLessThan(1e-5);
  }
  const sample = dropoutSample(spec, parameters, createRng(2));
  for (const { kind, offset, length } of parameterPlaces(spec)) {
    const same = sample.subarray(offset, offset + length);
    if (kind === 'biases') expect(same).toEqual(parameters.subarray(offset, offset + length));
  }
});

it('is the network itself on average', () => {
  const rng = createRng(3);
  const draws = Array.from({ length: 3000 }, () => factors(dropoutSample(spec, parameters, rng))[2]!);
  for (let unit = 0; unit < 5; unit++) {
    const mean = draws.reduce((sum, draw) => sum + draw[unit]!, 0) / draws.length;
    expect(Math.abs(mean - 1)).toBeLessThan(0.06);
  }
});

it('is nothing without dropout', () => {
  const plain: NetworkSpec = { ...spec, dropout: 0 };
  expect(dropoutOf(plain)).toBe(0);
  expect(dropoutSample(plain, parameters, createRng(1))).toEqual(parameters);
});
