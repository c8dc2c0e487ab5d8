import { beforeAll, describe, expect, it } from 'vitest';
import { initialParameters } from '../../../src/engine/networks/initialParameters.ts';
import { withLiveNetworks } from '../../../src/engine/networks/liveNetwork.ts';
import type {
  LiveNetwork,
  LiveOutputs,
  LivePart,
  LiveTask,
} from '../../../src/engine/networks/liveNetwork.ts';
import type { NetworkRunner } from '../../../src/engine/networks/networkRunner.ts';
import {
  inputWidth,
  isTrained,
  parameterCount,
  parameterPlaces,
  seenWidths,
  withoutLossModule,
} from '../../../src/engine/networks/networkSpec.ts';
import type { NetworkSpec } from '../../../src/engine/networks/networkSpec.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { tensorCount } from '../../../src/engineProcess/backend.ts';
import { openLive } from '../../../src/engineProcess/tensors/liveNetwork.ts';
import { readAtOnce } from '../../../src/engineProcess/tensors/reading.ts';
import { normalMatrix } from '../../engine/syntheticData.ts';
import { useFailingKernels } from './failingKernels.ts';
import { openNetworksHere } from './networksHere.ts';
import { smallResidual } from './smallResidual.ts';

let networks: NetworkRunner;
beforeAll(async () => {
  networks = (await openNetworksHere()).runner;
});
const failing = useFailingKernels();

const convolution: NetworkSpec = {
  kind: 'convolution',
  side: 5,
  channels: 2,
  filters: [2, 3],
  hidden: [5],
  outputs: 3,
  dropout: 0.3,
  lossUnits: 3,
};
const residual: NetworkSpec = { ...smallResidual, lossUnits: 3 };

const ROWS = 6;
const batchOf = (spec: NetworkSpec) => ({ rows: normalMatrix(ROWS, inputWidth(spec), 3), seed: 4 });

/** A start without zeros, at which a ReLU has a kink. */
const startOf = (spec: NetworkSpec): Float32Array => {
  const rng = createRng(2);
  return initialParameters(spec, createRng(1)).map((value) => (value === 0 ? 0.3 * rng.normal() : value));
};

const taskOf = (spec: NetworkSpec, start = startOf(spec)): LiveTask => ({
  spec,
  start,
  optimizer: 'sgd',
  weightDecay: 0,
});

const using = <Result>(task: LiveTask, work: (live: LiveNetwork) => Result): Result =>
  withLiveNetworks(networks, (open) => work(open(task)));

const normals = (length: number, seed: number): Float32Array => normalMatrix(1, length, seed).data;

const slopesOf = ({ outputs }: NetworkSpec): Required<LiveOutputs> => ({
  logits: normals(ROWS * outputs, 5),
  predictedLosses: normals(ROWS, 6),
});

const product = (values: Float32Array, slopes: Float32Array): number =>
  values.reduce((sum, value, index) => sum + value * slopes[index]!, 0);

/** What a step of length 1 takes away: the gradient, for SGD without momentum yet. */
function gradientOf(spec: NetworkSpec, part: LivePart, slopes: Partial<LiveOutputs>): Float32Array {
  const task = taskOf(spec);
  return using(task, (live) => {
    live.step({ ...batchOf(spec), slopes, part, rate: 1 });
    return live.parameters().map((value, index) => task.start[index]! - value);
  });
}

describe.each([convolution, residual])('a live $kind network', (spec) => {
  const own = parameterCount(withoutLossModule(spec));
  const places = parameterPlaces(spec)
    .filter(isTrained)
    .flatMap(({ offset, length }) => Array.from({ length }, (_, index) => offset + index));

  it.each<[string, (keyof LiveOutputs)[]]>([
    ['logits', ['logits']],
    ['predicted losses', ['predictedLosses']],
    ['both', ['logits', 'predictedLosses']],
  ])('has the gradient of its %s, by finite differences', (_, named) => {
    const all = slopesOf(spec);
    const slopes: Partial<LiveOutputs> = Object.fromEntries(named.map((name) => [name, all[name]]));
    const sumAt = (parameters: Float32Array): number =>
      using(taskOf(spec, parameters), (live) => {
        const outputs = live.look(batchOf(spec));
        return named.reduce((sum, name) => sum + product(outputs[name]!, all[name]), 0);
      });
    const byPart = {
      network: gradientOf(spec, 'network', slopes),
      module: gradientOf(spec, 'module', slopes),
    };
    const start = startOf(spec);
    const here = sumAt(start);
    const step = 1e-3;
    // Every third is enough, and each array has some.
    const compared = places.filter((_, index) => index % 3 === 0);
    const found = compared.map((place) => {
      const slope = (by: number) => (sumAt(start.with(place, start[place]! + by)) - here) / by;
      const [ahead, behind] = [slope(step), slope(-step)];
      const gradient = byPart[place < own ? 'network' : 'module'][place]!;
      return {
        gap: Math.abs(gradient - (ahead + behind) / 2),
        size: Math.abs(gradient),
        bend: ahead - behind,
      };
    });
    // Where a step goes over the kink of a ReLU, its slopes on both sides differ; else there is rounding, to 1e-6 of a
    // sum of about 10, which the step magnifies to 1e-3 and layers to some times that.
    const smooth = found.filter(({ bend }) => Math.abs(bend) < 3e-2);
    expect(smooth.length).toBeGreaterThan(0.7 * compared.length);
    for (const { gap, size } of smooth) expect(gap).toBeLessThan(2e-2 * Math.max(1, size));
    expect(smooth.filter(({ size }) => size > 0.2).length).toBeGreaterThan(compared.length / 5);
  });

  it('changes the network alone or its loss module alone', () => {
    const changed = (part: LivePart) => {
      const gradient = gradientOf(spec, part, slopesOf(spec));
      return { network: gradient.subarray(0, own), module: gradient.subarray(own) };
    };
    const isStill = (gradient: Float32Array) => gradient.every((value) => value === 0);
    const [network, module] = [changed('network'), changed('module')];
    expect([network.network, network.module].map(isStill)).toEqual([false, true]);
    expect([module.network, module.module].map(isStill)).toEqual([true, false]);
  });

  it('looks as training does, and evaluates what it has learned as a trained network is', () => {
    using(taskOf(spec), (live) => {
      const batch = batchOf(spec);
      const first = live.look(batch);
      expect(first.logits).toHaveLength(ROWS * 3);
      expect(first.predictedLosses).toHaveLength(ROWS);
      expect(live.look(batch)).toEqual(first);
      // Units that are left out, or the statistics of the batch.
      expect(live.evaluate(batch.rows).logits).not.toEqual(first.logits);
      live.step({ ...batch, slopes: slopesOf(spec), part: 'network', rate: 0.01 });
      expect(live.look(batch).logits).not.toEqual(first.logits);
      const { logits, predictedLosses } = networks.evaluate(spec, live.parameters(), batch.rows);
      expect(live.evaluate(batch.rows)).toEqual({ logits, predictedLosses });
    });
  });

  it('goes down along the slopes of a loss', () => {
    using({ ...taskOf(spec), optimizer: 'adamW', weightDecay: 0.01 }, (live) => {
      const batch = batchOf(spec);
      const target = normals(ROWS * 3, 9);
      const gaps = () => live.look(batch).logits.map((value, index) => value - target[index]!);
      const before = product(gaps(), gaps());
      for (let step = 0; step < 40; step++) {
        live.step({ ...batch, slopes: { logits: gaps() }, part: 'network', rate: 0.02 });
      }
      expect(product(gaps(), gaps())).toBeLessThan(before / 2);
    });
  });

  it('leaves no tensor behind, wherever memory ends', () => {
    const program = () => {
      const live = openLive({ ...taskOf(spec), optimizer: 'adamW' });
      try {
        for (const part of ['network', 'module'] as const) {
          readAtOnce(live.look(batchOf(spec)));
          live.step({ ...batchOf(spec), slopes: slopesOf(spec), part, rate: 0.1 });
        }
        readAtOnce(live.evaluate(batchOf(spec).rows));
        readAtOnce(live.parameters());
      } finally {
        live.close();
      }
    };
    const before = tensorCount();
    let calls = 0;
    let last = Infinity;
    failing((name) => {
      const isView = name === 'Identity' || name === 'Reshape';
      return !isView && ++calls === last ? new Error('a bug') : null;
    });
    program();
    expect(tensorCount()).toBe(before);
    const all = calls;
    for (last = 1; last <= all; last += Math.ceil(all / 40)) {
      calls = 0;
      expect(program).toThrow('a bug');
      expect(tensorCount()).toBe(before);
    }
  });

  it('makes the same step in pieces where memory does not hold the batch', () => {
    const slopes = slopesOf(spec);
    const whole = gradientOf(spec, 'network', slopes);
    failing((name, rows) =>
      name.endsWith('Conv2D') && rows === ROWS ? new RangeError('Array buffer allocation failed') : null,
    );
    const pieces = gradientOf(spec, 'network', slopes);
    const gap = whole.reduce((most, value, index) => Math.max(most, Math.abs(value - pieces[index]!)), 0);
    // Batch norms see a piece each.
    if (spec.kind === 'residual') expect(gap).toBeGreaterThan(1e-3);
    else expect(gap).toBeLessThan(1e-3);
  });
});

it('has no loss module to learn where its layers have none', () => {
  const spec = withoutLossModule(convolution);
  using(taskOf(spec), (live) => {
    const step = { ...batchOf(spec), slopes: {}, rate: 1 };
    expect(() => live.step({ ...step, part: 'module' })).toThrow(/no loss module/);
    expect(live.evaluate(step.rows).predictedLosses).toBeUndefined();
  });
});

it('closes what was opened when the work with it ends, and when it fails', () => {
  const before = tensorCount();
  expect(using(taskOf(residual), (live) => live.parameters())).toEqual(startOf(residual));
  const fail = () => {
    throw new Error('a bug');
  };
  expect(() => using(taskOf(residual), fail)).toThrow('a bug');
  expect(tensorCount()).toBe(before);
});

describe('ResNet-18 as a live network', () => {
  const spec: NetworkSpec = {
    kind: 'residual',
    side: 8,
    channels: 3,
    widths: [64, 128, 256, 512],
    blocks: 2,
    outputs: 7,
    lossUnits: 16,
  };

  it('gives seven logits and a predicted loss an image from four taps, and takes a step through all of it', () => {
    expect(seenWidths(spec)).toEqual([64, 128, 256, 512]);
    const batch = { rows: normalMatrix(4, inputWidth(spec), 3), seed: 1 };
    const start = initialParameters(spec, createRng(1));
    const changed = using({ spec, start, optimizer: 'sgd', weightDecay: 0 }, (live) => {
      const first = live.look(batch);
      expect(first.logits).toHaveLength(4 * 7);
      expect(first.predictedLosses).toHaveLength(4);
      const slopes = { logits: first.logits, predictedLosses: new Float32Array(4).fill(0.1) };
      live.step({ ...batch, slopes, part: 'network', rate: 1e-5 });
      const { logits } = live.look(batch);
      // Half their squares are the loss whose slopes the logits are.
      expect(product(logits, logits)).toBeLessThan(product(first.logits, first.logits));
      return live.parameters();
    });
    const own = parameterPlaces(withoutLossModule(spec)).length;
    for (const [index, { layer, kind, offset, length }] of parameterPlaces(spec).entries()) {
      const [from, to] = [start, changed].map((all) => all.subarray(offset, offset + length));
      // By hand: there are eleven million.
      const isSame = from!.every((value, at) => value === to![at]);
      expect(isSame, `${layer}.${kind}`).toBe(index >= own);
    }
    expect(changed.every(Number.isFinite)).toBe(true);
  });
});
