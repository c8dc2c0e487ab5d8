import { beforeAll, describe, expect, it } from 'vitest';
import { glyphs } from '../../../src/engine/generators/glyphs.ts';
import type { ParamValues } from '../../../src/engine/models/classifier.ts';
import { findModel } from '../../../src/engine/models/registry.ts';
import { initialParameters } from '../../../src/engine/networks/initialParameters.ts';
import type { NetworkRunner, NetworkTask } from '../../../src/engine/networks/networkRunner.ts';
import { inputWidth, parameterCount, parameterPlaces } from '../../../src/engine/networks/networkSpec.ts';
import type { ConvolutionSpec } from '../../../src/engine/networks/networkSpec.ts';
import { provideNetworks } from '../../../src/engine/networks/providedNetworks.ts';
import { gatherRows } from '../../../src/engine/numeric/gatherRows.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { tensorCount } from '../../../src/engineProcess/backend.ts';
import { openNetworksHere } from './networksHere.ts';
import { normalMatrix } from '../../engine/syntheticData.ts';

let networks: NetworkRunner;
beforeAll(async () => {
  const opened = await openNetworksHere();
  expect(opened.backend).toMatchObject({ name: 'wasm', passedOver: [] });
  networks = opened.runner;
  provideNetworks(networks);
});

const spec: ConvolutionSpec = {
  kind: 'convolution',
  side: 5,
  channels: 2,
  filters: [3, 2],
  hidden: [4],
  outputs: 3,
  dropout: 0,
};
const start = initialParameters(spec, createRng(1)).map((value) => (value === 0 ? 0.1 : value));
const rows = {
  features: normalMatrix(6, inputWidth(spec), 2),
  labels: Int32Array.from({ length: 6 }, (_, row) => row % 3),
  weights: Float32Array.from({ length: 6 }, (_, row) => 0.5 + (row % 2)),
};
const task: NetworkTask = {
  spec,
  start,
  rows,
  heldOut: null,
  schedule: { epochs: 1, batch: 6, learningRate: 0.01, weightDecay: 0, patience: 0 },
  seed: 1,
};

type Image = readonly number[][][];

/** A 3 x 3 convolution padded with zeros, ReLU, and the largest of each 2 x 2, in plain numbers. */
function block(image: Image, filters: ArrayLike<number>, biases: ArrayLike<number>): number[][][] {
  const [side, inputs, outputs] = [image.length, image[0]![0]!.length, biases.length];
  const convolved = image.map((line, y) =>
    line.map((_, x) =>
      Array.from({ length: outputs }, (__, output) => {
        let sum = biases[output]!;
        for (let down = 0; down < 3; down++) {
          for (let across = 0; across < 3; across++) {
            const seen = image[y + down - 1]?.[x + across - 1];
            for (let input = 0; input < inputs; input++) {
              sum +=
                (seen?.[input] ?? 0) * filters[((down * 3 + across) * inputs + input) * outputs + output]!;
            }
          }
        }
        return Math.max(0, sum);
      }),
    ),
  );
  const half = Math.ceil(side / 2);
  return Array.from({ length: half }, (_, y) =>
    Array.from({ length: half }, (__, x) =>
      Array.from({ length: outputs }, (___, output) =>
        Math.max(
          ...[0, 1].flatMap((down) =>
            [0, 1].map((across) => convolved[2 * y + down]?.[2 * x + across]?.[output] ?? 0),
          ),
        ),
      ),
    ),
  );
}

/** Logits of one row by plain numbers. */
function logitsOf(parameters: ArrayLike<number>, row: ArrayLike<number>): number[] {
  const pieces = parameterPlaces(spec).map(({ offset, length }) =>
    Array.from({ length }, (_, index) => parameters[offset + index]!),
  );
  const { side, channels } = spec;
  const image = Array.from({ length: side }, (_, y) =>
    Array.from({ length: side }, (__, x) =>
      Array.from({ length: channels }, (___, channel) => row[(y * side + x) * channels + channel]!),
    ),
  );
  const blocks = block(block(image, pieces[0]!, pieces[1]!), pieces[2]!, pieces[3]!).flat(2);
  const layer = (values: readonly number[], place: number): number[] =>
    pieces[place + 1]!.map((bias, unit, { length }) =>
      values.reduce((sum, value, input) => sum + value * pieces[place]![input * length + unit]!, bias),
    );
  return layer(
    layer(blocks, 4).map((value) => Math.max(0, value)),
    6,
  );
}

const rowOf = (row: number) =>
  rows.features.data.slice(row * rows.features.columns, (row + 1) * rows.features.columns);

function lossOf(parameters: ArrayLike<number>): number {
  const losses = Array.from(rows.labels, (label, row) => {
    const logits = logitsOf(parameters, rowOf(row));
    const total = Math.log(logits.reduce((sum, value) => sum + Math.exp(value), 0));
    return rows.weights[row]! * (total - logits[label]!);
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

describe('a network of convolutions', () => {
  it('has parameters for each filter, in the order in which they are used', () => {
    expect(parameterPlaces(spec).map(({ shape }) => shape)).toEqual([
      [3, 3, 2, 3],
      [3],
      [3, 3, 3, 2],
      [2],
      [8, 4],
      [4],
      [4, 3],
      [3],
    ]);
    expect(parameterCount(spec)).toBe(54 + 3 + 54 + 2 + 32 + 4 + 12 + 3);
  });

  it('computes what plain numbers do, also at the edges of an odd side', () => {
    const { logits, embeddings } = networks.evaluate(spec, start, rows.features);
    expect(embeddings).toHaveLength(6 * 4);
    for (let row = 0; row < 6; row++) {
      logitsOf(start, rowOf(row)).forEach((value, output) =>
        expect(logits[row * 3 + output]).toBeCloseTo(value, 4),
      );
    }
  });

  it('steps against the gradient of its loss: every parameter by finite differences', () => {
    // The first step of Adam is the learning rate in the direction of each gradient, however small that is.
    const { parameters } = networks.train(task);
    const before = tensorCount();
    let compared = 0;
    const parameterList = Float64Array.from(start);
    parameterList.forEach((value, place) => {
      const step = 1e-4;
      const at = (moved: number) => lossOf(parameterList.with(place, value + moved));
      const slope = (at(step) - at(-step)) / (2 * step);
      if (Math.abs(slope) < 1e-4) return;
      compared++;
      expect(parameters[place]! - value).toBeCloseTo(-0.01 * Math.sign(slope), 4);
    });
    expect(compared).toBeGreaterThan(100);
    networks.train(task);
    expect(tensorCount()).toBe(before);
  });

  it('learns drawn shapes from pixels, better than a line does from 100 labels', () => {
    const { features, labels } = glyphs.generate({ rows: 300, size: 16 }, createRng(3));
    const known = Int32Array.from({ length: 100 }, (_, row) => row);
    const rest = Int32Array.from({ length: 200 }, (_, row) => 100 + row);
    const training = {
      features: gatherRows(features, known),
      labels: labels.slice(0, 100),
      classCount: 5,
    };
    const accuracyOf = (id: string, params: ParamValues = {}): number => {
      const shares = findModel(id).fit(training, params).probabilities(gatherRows(features, rest));
      const right = rest.filter((row, place) => {
        const own = [...shares.slice(place * 5, place * 5 + 5)];
        return own.indexOf(Math.max(...own)) === labels[row];
      });
      return right.length / rest.length;
    };
    // Found 0.95 and 0.84.
    expect(accuracyOf('cnn', { epochs: 30 })).toBeGreaterThan(accuracyOf('logisticRegression') + 0.05);
  });

  it('refuses features that are no pixels', () => {
    const training = { features: normalMatrix(6, 7, 1), labels: rows.labels, classCount: 3 };
    expect(() => findModel('cnn').fit(training, {})).toThrow('7 features are none');
  });
});
