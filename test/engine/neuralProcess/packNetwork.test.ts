import { describe, expect, it } from 'vitest';
import { initialiseNetwork } from '../../../src/engine/neuralProcess/initialise.ts';
import { networkShape } from '../../../src/engine/neuralProcess/networkShape.ts';
import { packNetwork, unpackNetwork } from '../../../src/engine/neuralProcess/packNetwork.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';

describe('packNetwork', () => {
  const network = { features: 6, parameters: initialiseNetwork(networkShape(6), createRng(1)) };
  const packed = packNetwork(network);

  it('keeps a network as it is', () => {
    expect(unpackNetwork(packed, 6)).toEqual(network);
  });

  it('says what is wrong with another', () => {
    expect(() => unpackNetwork(packed, 7)).toThrow('is for 6 features, but there are 7 here');
    expect(() => unpackNetwork(Float64Array.of(9, ...packed.slice(1)), 6)).toThrow(
      'version 1 was expected, not 9',
    );
    expect(() => unpackNetwork(new Float64Array(0), 6)).toThrow('not nothing');
    expect(() => unpackNetwork(packed.slice(0, -1), 6)).toThrow('damaged');
    expect(() => unpackNetwork(packed.with(50, NaN), 6)).toThrow('damaged');
  });
});
