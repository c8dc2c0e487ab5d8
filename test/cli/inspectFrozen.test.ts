import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFeatures } from '../../src/cli/inspect/projectFeatures.ts';
import { readProject } from '../../src/cli/inspect/readProject.ts';
import type { InspectReport } from '../../src/protocol/inspect.ts';
import { onnxParts, writeOnnx } from '../engineProcess/frozen/tinyModels.ts';
import { labelNext, openProject, startEngine } from './labeledProject.ts';
import { runCli, scratch } from './runCli.ts';

const { folder, write, end } = scratch();
afterAll(end);

let file: string;

beforeAll(async () => {
  mkdirSync(join(folder, 'photos'));
  for (let index = 0; index < 30; index += 1) {
    const background = { r: index % 2 === 0 ? 200 : 20, g: 7 * index, b: index % 2 === 0 ? 20 : 200 };
    const create = { width: 12, height: 12, channels: 3 as const, background };
    await sharp({ create })
      .png()
      .toFile(join(folder, 'photos', `${index}.png`));
  }
  await writeOnnx(join(folder, 'models'), onnxParts());
  const project = {
    source: 'photos',
    kind: 'image',
    id: 'file',
    classes: ['red', 'blue'],
    features: { model: 'models/tiny.onnx', size: 12 },
    randomShare: 0,
    seed: 3,
  };
  file = write('photos.nextlabel.json', JSON.stringify(project));
  const engine = startEngine();
  try {
    const session = await openProject(file, engine);
    await session.importItems(() => Promise.resolve(true));
    await session.rankNow();
    const answer = (id: string): string => (Number.parseInt(basename(id)) % 2 === 0 ? 'red' : 'blue');
    for (let count = 0; count < 8; count += 1) await labelNext(session, { answer });
    await session.rankNow();
    expect((await session.snapshot()).ranking.detail).toBe('');
    await session.close();
  } finally {
    await engine.dispose();
  }
});

const inspect = async (): Promise<InspectReport> => {
  const { code, stdout, stderr } = await runCli(['inspect', file, '--format', 'json']);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as InspectReport;
};

describe('a project whose features come from a model', () => {
  it('has its rounds worked out again from the same features, from the cache and anew', async () => {
    const kept = await inspect();
    expect(kept.round.replay).toMatchObject({ same: true, differences: [] });
    expect(kept.items[0]?.neighbours.length).toBeGreaterThan(0);
    const project = await readProject(file, null);
    const features = await projectFeatures(project, new AbortController().signal, () => undefined);
    expect([features.matrix.rows, features.matrix.columns]).toEqual([30, 4]);
    const cache = join(folder, '.nextlabel', 'cache');
    const files = readdirSync(cache).filter((name) => name.endsWith('.features'));
    expect(files).toEqual([`${features.featuresId}.features`]);
    rmSync(join(cache, files[0]!));
    expect(await inspect()).toEqual(kept);
  });

  it('says in words that the model is gone', async () => {
    rmSync(join(folder, 'models'), { recursive: true });
    const { code, stderr } = await runCli(['inspect', file]);
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('The model tiny.onnx does not exist') as string,
    ]);
  });
});
