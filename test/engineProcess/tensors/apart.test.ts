import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { initialParameters } from '../../../src/engine/networks/initialParameters.ts';
import type { LiveNetwork, LiveOutputs } from '../../../src/engine/networks/liveNetwork.ts';
import type { NetworkRunner, NetworkTask } from '../../../src/engine/networks/networkRunner.ts';
import type { NetworkSpec, PerceptronSpec } from '../../../src/engine/networks/networkSpec.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { backends } from '../../../src/engineProcess/backend.ts';
import { startApart } from '../../../src/engineProcess/tensors/apart/startApart.ts';
import type { ApartNetworks, ApartOptions } from '../../../src/engineProcess/tensors/apart/startApart.ts';
import { normalMatrix } from '../../engine/syntheticData.ts';
import { testBundles } from '../../bundles.ts';
import { engineEntry } from '../processes.ts';
import { FATAL_COLUMNS, installFakeCuda } from './fakeCuda.ts';
import type { FakeCuda } from './fakeCuda.ts';
import { backendsHere, openNetworksHere } from './networksHere.ts';

let here: NetworkRunner;
const ends: (() => void)[] = [];
beforeAll(async () => {
  here = (await openNetworksHere()).runner;
});
beforeEach(() => {
  vi.stubEnv('NEXTLABEL_PACKAGES', installFakeCuda(mkdtempSync(path.join(testBundles(), 'packages-'))));
});
afterEach(() => {
  vi.unstubAllEnvs();
  ends.splice(0).forEach((end) => end());
});

const layers = { kind: 'perceptron', hidden: [6], outputs: 2, dropout: 0.1 } as const;

function task(inputs: number, change: Partial<NetworkTask> = {}): NetworkTask {
  const spec: PerceptronSpec = { ...layers, inputs };
  return {
    spec,
    start: initialParameters(spec, createRng(1)),
    rows: {
      features: normalMatrix(12, inputs, 2),
      labels: Int32Array.from({ length: 12 }, (_, row) => row % 2),
      weights: new Float32Array(12).fill(1),
    },
    heldOut: null,
    schedule: { epochs: 4, batch: 5, learningRate: 0.01, weightDecay: 0.01, patience: 0 },
    seed: 3,
    ...change,
  };
}

function startFake(mode: FakeCuda, patience: Partial<ApartOptions> = {}): ApartNetworks {
  vi.stubEnv('FAKE_CUDA', mode);
  const started = startApart({ entry: engineEntry, backend: 'tfjs-node-gpu', ...patience });
  ends.push(started.end);
  return started;
}

const expectClose = (found: Float32Array, expected: Float32Array): void => {
  expect(found.length).toBe(expected.length);
  found.forEach((value, index) => {
    const target = expected[index]!;
    expect(Math.abs(value - target)).toBeLessThan(1e-4 * Math.max(1, Math.abs(target)));
  });
};

describe('a backend in a process of its own', () => {
  it('trains and evaluates as a backend in this thread does, and says its device', () => {
    const { runner, device } = startFake('works');
    expect(device).toBe('CUDA');
    const asked = task(5);
    const trained = runner.train(asked);
    const expected = here.train(asked);
    expectClose(trained.parameters, expected.parameters);
    expect(trained.losses).toHaveLength(4);
    const rows = normalMatrix(7, 5, 9);
    const first = runner.evaluate(asked.spec, trained.parameters, rows);
    expectClose(first.logits, here.evaluate(asked.spec, trained.parameters, rows).logits);
    // The parameters are not sent again, and others are.
    expect(runner.evaluate(asked.spec, trained.parameters, rows)).toEqual(first);
    expect(runner.evaluate(asked.spec, asked.start, rows)).not.toEqual(first);
  });

  it('keeps networks open and steps them as a backend in this thread does', () => {
    const { runner } = startFake('works');
    const spec: NetworkSpec = { ...layers, inputs: 5, lossUnits: 3 };
    const opening = {
      spec,
      start: initialParameters(spec, createRng(1)),
      optimizer: 'adamW',
      weightDecay: 0.01,
    } as const;
    const batch = { rows: normalMatrix(7, 5, 9), seed: 4 };
    const [there, other, own] = [runner, runner, here].map((each) => each.open(opening)) as [
      LiveNetwork,
      LiveNetwork,
      LiveNetwork,
    ];
    for (const live of [there, own]) {
      for (const part of ['network', 'module'] as const) {
        live.step({ ...batch, slopes: live.look(batch), part, rate: 0.05 });
      }
    }
    const [found, expected] = [there, own].map((live) => live.evaluate(batch.rows)) as [
      LiveOutputs,
      LiveOutputs,
    ];
    expectClose(found.logits, expected.logits);
    expectClose(found.predictedLosses!, expected.predictedLosses!);
    expectClose(there.parameters(), own.parameters());
    expect(other.parameters()).toEqual(opening.start);
    [there, own].forEach((live) => live.close());
    // The others go on.
    expect(other.look(batch).logits).toHaveLength(14);
    expect(() => there.look(batch)).toThrow(
      expect.objectContaining({ name: 'BackendLostError', why: 'there is no such network' }),
    );
  });

  it('tells each epoch', () => {
    const { runner } = startFake('works');
    const heard: string[] = [];
    runner.train(task(5, { onEpoch: (epoch, epochs) => heard.push(`${epoch} of ${epochs}`) }));
    expect(heard).toEqual(['1 of 4', '2 of 4', '3 of 4', '4 of 4']);
  });

  it('trains in smaller pieces where memory turns out too small only when numbers are read', () => {
    const { runner } = startFake('lacksMemory');
    const notes: string[] = [];
    const asked = task(FATAL_COLUMNS);
    const trained = runner.train({ ...asked, onNote: (note) => notes.push(note) });
    expectClose(trained.parameters, here.train(asked).parameters);
    expect(notes).toEqual(['Memory ran out; the training begins again with 3 items at a time.']);
  });

  it('stops when it is cancelled, and serves afterwards', () => {
    const { runner } = startFake('works');
    let looks = 0;
    const signal = {
      get aborted() {
        return looks++ > 3;
      },
    };
    const long = task(5, { signal, schedule: { ...task(5).schedule, epochs: 100_000 } });
    expect(() => runner.train(long)).toThrow(CancelledError);
    expect(runner.train(task(5)).losses).toHaveLength(4);
  });

  it.each<[string, FakeCuda, RegExp, Partial<ApartOptions>]>([
    [
      'does not load',
      'doesNotLoad',
      /^it is installed and does not load \(The native addon can not be found\.\)$/,
      {},
    ],
    ['finds no GPU', 'noGpu', /^it finds no GPU with CUDA 11\.2 and cuDNN 8\.1$/, {}],
    ['computes wrongly', 'wrong', /^it computes wrongly$/, {}],
    ['crashes', 'crashes', /^its process ended \(.+\)$/, {}],
    ['hangs', 'hangs', /^it did not answer in 6 s$/, { openMs: 6_000 }],
  ])('is refused in words where it %s', (_, mode, why, patience) => {
    let found: unknown;
    try {
      startFake(mode, patience);
    } catch (error) {
      found = error;
    }
    expect(found).toMatchObject({ name: 'BackendLostError', why: expect.stringMatching(why) as string });
  });

  it.each<[string, FakeCuda, RegExp, Partial<ApartOptions>]>([
    ['throws', 'throwsInUse', /^CUDA_ERROR_LAUNCH_FAILED$/, {}],
    ['crashes', 'crashesInUse', /^its process ended/, {}],
    ['hangs', 'hangsInUse', /^it did not answer in 6 s$/, { silenceMs: 6_000 }],
  ])('is told from a cancellation where it %s in the midst of its work', (_, mode, why, patience) => {
    const { runner } = startFake(mode, patience);
    expect(runner.train(task(5)).losses).toHaveLength(4);
    const lost = expect.objectContaining({
      name: 'BackendLostError',
      why: expect.stringMatching(why) as string,
    }) as Error;
    expect(() => runner.train(task(FATAL_COLUMNS))).toThrow(lost);
  });

  it('is lost to an open network as well, which can still be closed', () => {
    const { runner } = startFake('crashesInUse');
    const { spec, start } = task(FATAL_COLUMNS);
    const live = runner.open({ spec, start, optimizer: 'adamW', weightDecay: 0 });
    expect(() => live.evaluate(normalMatrix(3, FATAL_COLUMNS, 9))).toThrow(
      expect.objectContaining({ name: 'BackendLostError' }),
    );
    expect(() => live.close()).not.toThrow();
  });
});

it('names the backends that compute apart, and those that do not', () => {
  expect(backends.map(({ name }) => name)).toEqual(['tfjs-node-gpu', 'webgpu', 'tfjs-node', 'wasm', 'cpu']);
  expect(backendsHere.map(({ name }) => name)).toEqual(['wasm', 'cpu']);
});
