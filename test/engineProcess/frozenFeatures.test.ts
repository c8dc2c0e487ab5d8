import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFeatures, modelHashOf } from '../../src/data/featureCache.ts';
import type { EngineClient } from '../../src/engineProcess/engineClient.ts';
import type { FeaturesRequest } from '../../src/protocol/engine.ts';
import type { FrozenModel } from '../../src/protocol/frozenModel.ts';
import {
  expectedVector,
  graphJson,
  layersJson,
  onnxParts,
  writeGraph,
  writeOnnx,
} from './frozen/tinyModels.ts';
import { testBundles } from '../bundles.ts';
import { clients, engineEntry, failureOf } from './processes.ts';
import { makeProject, roundRequest } from './projects.ts';
import type { TestProject } from './projects.ts';

const SIDE = 12;
const COUNT = 40;
let folder: string;
let engine: EngineClient;
let project: TestProject;
let end: () => Promise<void> = () => Promise.resolve();
let restart: () => EngineClient;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nextlabel-frozen-'));
  const made = clients(engineEntry);
  end = made.end;
  restart = () => made.client();
  engine = restart();
  project = await makeProject(engine, 'image', COUNT);
}, 120_000);
afterAll(async () => {
  await project.close();
  await end();
  await rm(folder, { recursive: true, force: true });
});

const requestOf = (model: string, changes: Partial<FrozenModel> = {}): FeaturesRequest => ({
  ...project.features,
  spec: {
    ...project.spec,
    images: { model, size: SIDE, mean: [0, 0, 0], deviation: [1, 1, 1], output: null, ...changes },
  },
});

/** What is to come out for some images of the project: worked out sum by sum, centred and scaled. */
async function expectedFeatures(scale = 1): Promise<Float64Array[]> {
  const vectors: Float64Array[] = [];
  for await (const { item } of project.store.labeledItems()) {
    const { file } = JSON.parse(item.content) as { readonly file: string };
    const pixels = await sharp(join(project.spec.path, file))
      .toColourspace('srgb')
      .resize(SIDE, SIDE, { fit: 'fill' })
      .removeAlpha()
      .raw()
      .toBuffer();
    const values = Float32Array.from({ length: SIDE * SIDE * 3 }, (_, at) =>
      pixels.length === SIDE * SIDE ? pixels[Math.floor(at / 3)]! / 255 : pixels[at]! / 255,
    );
    vectors[item.row] = expectedVector(values, SIDE, scale);
  }
  const means = vectors[0]!.map((_, column) => vectors.reduce((sum, each) => sum + each[column]!, 0) / COUNT);
  const centred = vectors.map((each) => each.map((value, column) => value - means[column]!));
  const squares = centred.flatMap((each) => [...each]).reduce((sum, value) => sum + value * value, 0);
  const deviation = Math.sqrt(squares / (COUNT * means.length));
  return centred.map((each) => each.map((value) => value / deviation));
}

async function cachedMatrix(request: FeaturesRequest): Promise<Float32Array> {
  const found = await loadFeatures({ ...request, modelHash: await modelHashOf(request.spec) });
  if (found === null) throw new Error('The features are not in the cache.');
  return found.matrix.data;
}

const distance = (found: Float32Array, expected: readonly Float64Array[]): number =>
  Math.max(
    ...expected.flatMap((row, at) =>
      [...row].map((value, column) => Math.abs(value - found[at * row.length + column]!)),
    ),
  );

describe('features of a project by a model', () => {
  it.each(['onnx', 'graph', 'layers'])(
    'are what its outputs are worked out to be, of a model in %s',
    async (format) => {
      const place = join(folder, format, 'net');
      const json = format === 'graph' ? graphJson(SIDE) : layersJson(SIDE);
      const model = format === 'onnx' ? await writeOnnx(place, onnxParts()) : await writeGraph(place, json);
      const request = requestOf(model);
      const messages = new Set<string>();
      const info = await engine.features(request, { onProgress: ({ message }) => messages.add(message) });
      expect([info.rows, info.columns, info.cached]).toEqual([COUNT, 4, false]);
      expect(info.notes[0]).toContain(`scaled to ${SIDE} x ${SIDE} pixels and turned into 4 numbers by`);
      expect([...messages]).toContain('Loading the model');
      expect(distance(await cachedMatrix(request), await expectedFeatures())).toBeLessThan(1e-3);
      const asked = roundRequest(project, info, { labeled: 10 });
      expect((await engine.round(asked)).ranking).toHaveLength(COUNT - 10);
    },
  );

  it('are kept on disk, and made anew when the model is another', async () => {
    const place = join(folder, 'changing');
    const model = await writeOnnx(place, onnxParts());
    const request = requestOf(model, { mean: [0.5, 0.5, 0.5] });
    const first = await engine.features(request);
    expect((await engine.features(request)).cached).toBe(true);
    const other = restart();
    const again = await other.features(request);
    expect([again.cached, again.featuresId]).toEqual([true, first.featuresId]);
    await cp(model, join(place, 'copy.onnx'));
    await writeOnnx(place, onnxParts(-1));
    const changed = await engine.features(request);
    expect(changed.cached).toBe(false);
    expect(changed.featuresId).not.toBe(first.featuresId);
    await rm(model);
    await cp(join(place, 'copy.onnx'), model);
    const back = await engine.features(request);
    expect([back.cached, back.featuresId]).toEqual([true, first.featuresId]);
  });

  it('are refused in words where the model is not there, is none or gives no numbers', async () => {
    const missing = await failureOf(engine.features(requestOf(join(folder, 'none.onnx'))));
    expect([missing.reason, missing.message]).toEqual([
      'badInput',
      expect.stringContaining('The model none.onnx does not exist'),
    ]);
    const none = await failureOf(engine.features(requestOf(join(testBundles(), 'engine.cjs'))));
    expect([none.reason, none.message]).toEqual([
      'badInput',
      expect.stringContaining('engine.cjs is no model that can be read; expected'),
    ]);
    const parts = onnxParts();
    const nodes = [...parts.nodes.slice(0, 1), { op: 'Log', inputs: ['sums'], outputs: ['maps'] }];
    const model = await writeOnnx(join(folder, 'nan'), { ...parts, nodes });
    const request = requestOf(model, { mean: [2, 2, 2] });
    const wrong = await failureOf(engine.features(request));
    expect(wrong.reason).toBe('badInput');
    expect(wrong.message).toMatch(
      /^The model tiny\.onnx gives NaN for [^ ]+\.png; expected finite numbers\./,
    );
  });

  it('end when they are cancelled', async () => {
    const model = await writeOnnx(join(folder, 'cancelled'), onnxParts(3));
    const controller = new AbortController();
    const asked = engine.features(requestOf(model), {
      signal: controller.signal,
      onProgress: ({ message }) => {
        if (message === 'Loading the model') controller.abort();
      },
    });
    expect((await failureOf(asked)).reason).toBe('cancelled');
    expect((await engine.features(requestOf(model))).cached).toBe(false);
  });

  it('are computed by a bundle that nobody else loads', async () => {
    const [main, frozen] = await Promise.all(
      ['engine.cjs', 'frozen.cjs'].map((name) => readFile(join(testBundles(), name), 'utf8')),
    );
    expect(main).not.toContain('onnxruntime-web');
    expect(frozen).toContain('onnxruntime-web');
  });
});
