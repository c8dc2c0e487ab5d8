import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { glyphs } from '../../../src/engine/generators/glyphs.ts';
import { initialParameters } from '../../../src/engine/networks/initialParameters.ts';
import { withLiveNetworks } from '../../../src/engine/networks/liveNetwork.ts';
import type { NetworkRunner, NetworkTask } from '../../../src/engine/networks/networkRunner.ts';
import { inputWidth } from '../../../src/engine/networks/networkSpec.ts';
import type { NetworkSpec } from '../../../src/engine/networks/networkSpec.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { startApart } from '../../../src/engineProcess/tensors/apart/startApart.ts';
import type { ApartNetworks } from '../../../src/engineProcess/tensors/apart/startApart.ts';
import { normalMatrix } from '../../engine/syntheticData.ts';
import { softwareVulkan } from '../../run/softwareVulkan.mjs';
import { engineEntry } from '../processes.ts';
import { openNetworksHere } from './networksHere.ts';

const driver = softwareVulkan();

const layers = { hidden: [8], outputs: 3, dropout: 0 } as const;
const specs: readonly NetworkSpec[] = [
  { ...layers, kind: 'perceptron', inputs: 6 },
  { ...layers, kind: 'convolution', side: 7, channels: 2, filters: [4, 3] },
];

function task(spec: NetworkSpec, change: Partial<NetworkTask> = {}): NetworkTask {
  return {
    spec,
    start: initialParameters(spec, createRng(1)),
    rows: {
      features: normalMatrix(20, inputWidth(spec), 2),
      labels: Int32Array.from({ length: 20 }, (_, row) => row % 3),
      weights: Float32Array.from({ length: 20 }, (_, row) => 0.5 + (row % 2)),
    },
    heldOut: null,
    schedule: { epochs: 3, batch: 8, learningRate: 0.01, weightDecay: 0.01, patience: 0 },
    seed: 3,
    ...change,
  };
}

const gap = (found: Float32Array, expected: Float32Array): number => {
  expect(found.length).toBe(expected.length);
  return Math.max(
    ...found.map(
      (value, index) => Math.abs(value - expected[index]!) / Math.max(1, Math.abs(expected[index]!)),
    ),
  );
};

/** Class with the highest logit, and by how much, for each row of three. */
const picksOf = (logits: Float32Array) =>
  Array.from({ length: logits.length / 3 }, (_, row) => {
    const [best, next] = [0, 1, 2].toSorted((a, b) => logits[row * 3 + b]! - logits[row * 3 + a]!);
    return { best, lead: logits[row * 3 + best!]! - logits[row * 3 + next!]! };
  });

// A driver must be named when a process starts; this one is software, so that no GPU is needed.
describe.skipIf(driver === null)('networks by WebGPU, on Mesa’s software driver', () => {
  let here: NetworkRunner;
  let apart: ApartNetworks;
  const stub = (): void => {
    for (const [name, value] of Object.entries(driver!)) vi.stubEnv(name, value);
  };
  beforeAll(async () => {
    here = (await openNetworksHere()).runner;
    stub();
    vi.stubEnv('NEXTLABEL_SOFTWARE_GPU', '1');
    // It compiles each shader at its first use.
    apart = startApart({ entry: engineEntry, backend: 'webgpu', openMs: 240_000 });
    vi.unstubAllEnvs();
  }, 300_000);
  beforeEach(stub);
  afterEach(() => vi.unstubAllEnvs());
  afterAll(() => apart.end());

  it('names its device', () => expect(apart.device).toMatch(/llvmpipe/));

  it('is refused without consent, because it is software', () => {
    expect(() => startApart({ entry: engineEntry, backend: 'webgpu', openMs: 60_000 })).toThrow(
      expect.objectContaining({ why: expect.stringMatching(/^llvmpipe.* is software$/) as string }),
    );
  }, 90_000);

  it.each(specs.map((spec) => [spec.kind, spec] as const))(
    'gives a %s of the same weights the same scores, and the same picks where they differ',
    (_, spec) => {
      const rows = normalMatrix(200, inputWidth(spec), 9);
      const { start } = task(spec);
      const found = apart.runner.evaluate(spec, start, rows);
      const expected = here.evaluate(spec, start, rows);
      expect(gap(found.logits, expected.logits)).toBeLessThan(1e-4);
      expect(gap(found.embeddings, expected.embeddings)).toBeLessThan(1e-4);
      const own = picksOf(found.logits);
      picksOf(expected.logits).forEach(({ best, lead }, row) => {
        if (lead > 1e-3) expect(own[row]!.best).toBe(best);
      });
    },
    120_000,
  );

  it.each(specs.map((spec) => [spec.kind, spec] as const))(
    'takes the same steps with a %s',
    (_, spec) => {
      const found = apart.runner.train(task(spec));
      const expected = here.train(task(spec));
      expect(gap(Float32Array.from(found.losses), Float32Array.from(expected.losses))).toBeLessThan(1e-4);
      expect(gap(found.parameters, expected.parameters)).toBeLessThan(1e-3);
    },
    120_000,
  );

  it.each(specs.map((spec) => [spec.kind, spec] as const))(
    'takes the same steps with a %s of several heads, with distributions of its weights, and with predicted losses',
    (_, spec) => {
      const predicting = { ...spec, lossUnits: 4 };
      const { rows } = task(spec);
      const weights = Float32Array.from({ length: 60 }, (__, at) => at % 4);
      // Adam goes as far along a gradient that is rounding alone as along any other.
      const schedule = { ...task(spec).schedule, optimizer: 'sgd' } as const;
      const tasks = [
        task({ ...spec, outputs: 9 }, { schedule, rows: { ...rows, weights }, keepEvery: 1 }),
        task(spec, { schedule, priors: new Array<number>(20).fill(0.5) }),
        task(predicting, { schedule: { ...schedule, detachAt: 0.5, cycles: 2 } }),
      ];
      for (const each of tasks) {
        const found = apart.runner.train(each);
        const expected = here.train(each);
        expect(gap(found.parameters, expected.parameters)).toBeLessThan(1e-3);
        expect(found.kept).toHaveLength(expected.kept.length);
        expected.kept.forEach((kept, index) => expect(gap(found.kept[index]!, kept)).toBeLessThan(1e-3));
        if (expected.deviations === undefined) expect(found.deviations).toBeUndefined();
        else expect(gap(found.deviations!, expected.deviations)).toBeLessThan(1e-3);
      }
      const { start } = task(predicting);
      const [found, expected] = [apart.runner, here].map(
        (runner) => runner.evaluate(predicting, start, rows.features).predictedLosses!,
      );
      expect(gap(found!, expected!)).toBeLessThan(1e-4);
    },
    120_000,
  );

  it('steps a network that stays open as this thread does', () => {
    const spec: NetworkSpec = { ...specs[1]!, lossUnits: 4 };
    const batch = { rows: normalMatrix(8, inputWidth(spec), 5), seed: 1 };
    const { start } = task(spec);
    const [found, expected] = [apart.runner, here].map((runner) =>
      withLiveNetworks(runner, (open) => {
        const live = open({ spec, start, optimizer: 'sgd', weightDecay: 0.01 });
        for (const part of ['network', 'module'] as const) {
          live.step({ ...batch, slopes: live.look(batch), part, rate: 0.01 });
        }
        return { parameters: live.parameters(), ...live.evaluate(batch.rows) };
      }),
    );
    expect(gap(found!.parameters, start)).toBeGreaterThan(0.01);
    expect(gap(found!.parameters, expected!.parameters)).toBeLessThan(1e-3);
    expect(gap(found!.logits, expected!.logits)).toBeLessThan(1e-3);
    expect(gap(found!.predictedLosses!, expected!.predictedLosses!)).toBeLessThan(1e-3);
  }, 120_000);

  it('learns as much over seeds', () => {
    const { features, labels } = glyphs.generate({ rows: 120, size: 8, classes: 3 }, createRng(4));
    const spec: NetworkSpec = {
      kind: 'convolution',
      side: 8,
      channels: 1,
      filters: [4],
      hidden: [8],
      outputs: 3,
      dropout: 0.2,
    };
    const rows = {
      features: { ...features, data: Float32Array.from(features.data) },
      labels,
      weights: new Float32Array(120).fill(1),
    };
    const schedule = { epochs: 15, batch: 30, learningRate: 0.02, weightDecay: 0, patience: 0 };
    const meanLoss = (runner: NetworkRunner): number => {
      const last = [1, 2, 3].map((seed) => {
        const start = initialParameters(spec, createRng(seed));
        return runner.train(task(spec, { start, rows, schedule, seed })).losses.at(-1)!;
      });
      return last.reduce((sum, loss) => sum + loss, 0) / last.length;
    };
    const expected = meanLoss(here);
    expect(expected).toBeLessThan(1);
    expect(Math.abs(meanLoss(apart.runner) - expected)).toBeLessThan(0.02);
  }, 180_000);

  it('stops when it is cancelled, and serves afterwards', () => {
    let looks = 0;
    const signal = {
      get aborted() {
        return looks++ > 3;
      },
    };
    const [spec] = specs;
    const long = task(spec!, { signal, schedule: { ...task(spec!).schedule, epochs: 100_000 } });
    expect(() => apart.runner.train(long)).toThrow(CancelledError);
    expect(apart.runner.train(task(spec!)).losses).toHaveLength(3);
  }, 120_000);
});
