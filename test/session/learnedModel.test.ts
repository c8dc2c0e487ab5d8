import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ModelMemory, RoundRequest } from '../../src/protocol/round.ts';
import { LearnedModel } from '../../src/session/learnedModel.ts';
import { decodeTensors, encodeTensors } from '../../src/session/safetensors.ts';

let folder: string;
let weights: string;
let troubles: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nextlabel-weights-'));
  weights = join(folder, 'model.safetensors');
  troubles = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const memory: ModelMemory = {
  classes: Int32Array.of(0, 2),
  means: Float64Array.of(1, 2),
  deviations: Float64Array.of(0.5, 4),
  parameters: Float32Array.of(1, 2, 3, 4, 5, 6),
  layers: [
    { name: 'dense1.weights', shape: [2, 2] },
    { name: 'dense1.biases', shape: [2] },
  ],
};

const request = (change: Partial<RoundRequest> = {}): RoundRequest =>
  ({
    featuresId: 'f',
    classCount: 3,
    model: 'cnn',
    modelParams: { warmStart: true },
    ...change,
  }) as RoundRequest;

const window = (mayWrite = true): LearnedModel =>
  new LearnedModel({ weights, mayWrite: () => mayWrite, onTrouble: (message) => troubles.push(message) });

describe('what a network has learned', () => {
  it('is there after a restart, for the same model on the same features', async () => {
    expect(await window().before(request())).toBeNull();
    await window().after(request(), memory);
    expect(await window().before(request())).toEqual(memory);
    expect(await window().before(request({ featuresId: 'g' }))).toBeNull();
    expect(await window().before(request({ modelParams: { warmStart: true, width: 8 } }))).toBeNull();
  });

  it('is not asked for by a model that starts anew, nor after a round without one', async () => {
    await window().after(request({ modelParams: {} }), memory);
    expect(await window().before(request({ modelParams: {} }))).toBeNull();
    const again = window();
    await again.after(request({ model: 'svc' }), null);
    expect(await again.before(request())).toBeNull();
  });

  it('is not written where a window may only read', async () => {
    await window(false).after(request(), memory);
    expect(await window().before(request())).toBeNull();
  });

  it('is given up where its file is damaged, and written again', async () => {
    await window().after(request(), memory);
    const bytes = readFileSync(weights);
    for (const damage of [
      () => bytes.subarray(0, 40),
      () => Buffer.alloc(0),
      () => Buffer.from(bytes.map((byte, at) => (at === bytes.length - 2 ? byte ^ 1 : byte))),
      () => Buffer.from(bytes.map((byte, at) => (at === 0 ? 255 : byte))),
    ]) {
      writeFileSync(weights, damage());
      expect(await window().before(request())).toBeNull();
    }
    await window().after(request(), memory);
    expect(await window().before(request())).toEqual(memory);
  });

  it('costs no round where it cannot be kept, which the log tells', async () => {
    weights = join(folder, 'no', 'such', 'folder');
    await window().after(request(), memory);
    expect(troubles[0]).toMatch(/^the model's weights were not kept: .*ENOENT/);
  });
});

describe('a safetensors file', () => {
  it('has the header and the bytes that the format asks for', () => {
    const tensors = new Map([['w', { shape: [1, 2], data: Float32Array.of(1, -2) }]]);
    const bytes = encodeTensors({ metadata: { by: 'us' }, tensors });
    const view = new DataView(bytes.buffer);
    const length = Number(view.getBigUint64(0, true));
    expect(length % 8).toBe(0);
    const header: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
    expect(header).toEqual({
      __metadata__: { by: 'us' },
      w: { dtype: 'F32', shape: [1, 2], data_offsets: [0, 8] },
    });
    expect([...bytes.subarray(8 + length)]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]);
    expect(decodeTensors(bytes)).toEqual({ metadata: { by: 'us' }, tensors });
  });

  it('is refused where places lie outside, overlap what a shape needs, or numbers are of another type', () => {
    const fileOf = (entry: object): Uint8Array => {
      const text = JSON.stringify({ w: entry });
      const bytes = new Uint8Array(8 + text.length + 8);
      new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
      bytes.set(new TextEncoder().encode(text), 8);
      return bytes;
    };
    const whole = { dtype: 'F32', shape: [2], data_offsets: [0, 8] };
    expect(decodeTensors(fileOf(whole))?.tensors.get('w')?.data).toEqual(new Float32Array(2));
    for (const change of [
      { data_offsets: [0, 16] },
      { data_offsets: [-4, 4] },
      { shape: [3] },
      { dtype: 'BF16' },
      { shape: '2' },
    ]) {
      expect(decodeTensors(fileOf({ ...whole, ...change }))).toBeNull();
    }
  });
});
