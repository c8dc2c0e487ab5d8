import { tensor1d } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { pairLoss } from '../../src/engineProcess/tensors/lossModule.ts';
import { openNetworksHere } from '../engineProcess/tensors/networksHere.ts';
import { describeGolden } from './goldenFile.ts';

interface Numbers {
  readonly lloss: {
    readonly pred: readonly number[];
    readonly target: readonly number[];
    readonly margin: number;
    readonly loss: number;
  };
}

beforeAll(async () => {
  await openNetworksHere();
});

describeGolden('gcn_lloss.json', ({ lloss }: Numbers) => {
  it('the loss of predicted losses, with its margin of 1', () => {
    expect(lloss.margin).toBe(1);
    const loss = pairLoss(tensor1d([...lloss.pred]), tensor1d([...lloss.target])).dataSync()[0]!;
    expect(Math.abs(loss - lloss.loss)).toBeLessThan(1e-5);
  });
});
