import { beforeAll, describe, expect, it } from 'vitest';
import { findModel } from '../../../src/engine/models/registry.ts';
import { provideNetworks } from '../../../src/engine/networks/providedNetworks.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { countForgetting, forgettingEvents } from '../../../src/engine/secondLook/forgetting.ts';
import { secondLook } from '../../../src/engine/secondLook/secondLook.ts';
import { openNetworksHere } from '../../engineProcess/tensors/networksHere.ts';
import { plantNoise } from './plantNoise.ts';

beforeAll(async () => provideNetworks((await openNetworksHere()).runner));

describe('forgetting events', () => {
  it('of right, wrong, wrong, right and so on, by the card', () => {
    expect(forgettingEvents([0, 1, 1, 0, 1, 0])).toBe(2);
    expect(forgettingEvents([0, 0, 1, 1])).toBe(0);
    expect(forgettingEvents([0, 0, 0])).toBe(Infinity);
    expect(forgettingEvents([])).toBe(Infinity);
  });

  it('are counted along a training, after each of its epochs', () => {
    const { features, labels, classCount } = plantNoise('waveform', { rows: 60 }, 0.1, 2);
    const training = { features, labels, classCount };
    const fitted = findModel('mlp').fit(training, { epochs: 12, learningRate: 0.05 });
    const { epochs, events } = countForgetting(fitted, training, createRng(1))!;
    expect([epochs, events.length]).toEqual([12, 60]);
    // The same training again, followed by hand.
    const predicted = fitted.checkpoints!(12, createRng(1)).map((each) => each.probabilities(features));
    labels.forEach((label, row) => {
      const right = predicted.map((shares) => {
        const own = [...shares.subarray(row * classCount, (row + 1) * classCount)];
        return own.indexOf(Math.max(...own)) === label ? 1 : 0;
      });
      const lost = right.filter((each, time) => each === 0 && right[time - 1] === 1).length;
      expect(events[row]).toBe(right.some((each) => each === 1) ? lost : Infinity);
    });
    expect(new Set(events).size).toBeGreaterThan(1);
  });

  it('are none of models without epochs', () => {
    const { features, labels, classCount } = plantNoise('waveform', { rows: 60 }, 0.1, 2);
    const training = { features, labels, classCount };
    const fitted = findModel('logisticRegression').fit(training, {});
    expect(countForgetting(fitted, training, createRng(1))).toBeNull();
  });
});

it('a second look with a network has them: planted wrong labels are forgotten or never learned more often', () => {
  const { features, labels, classCount, wrong } = plantNoise('waveform', { rows: 200 }, 0.1, 3);
  const labeledRows = Int32Array.from(labels.keys());
  const input = {
    features,
    labeledRows,
    labels,
    classCount,
    modelParams: { epochs: 25, width: 16 },
    seed: 1,
  };
  const { forgetting } = secondLook({ ...input, model: 'mlp' });
  const share = (isPlanted: boolean) => {
    const own = [...forgetting!.events].filter((_, row) => (wrong[row] === 1) === isPlanted);
    return own.filter((events) => events > 0).length / own.length;
  };
  expect(share(true)).toBeGreaterThan(share(false) + 0.2);
  expect(secondLook({ ...input, modelParams: {}, model: 'logisticRegression' }).forgetting).toBeNull();
});
