import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { splitOfJob } from '../../src/engine/experiments/prepareSplit.ts';
import { runJob } from '../../src/engine/experiments/runJob.ts';
import { provideNetworks } from '../../src/engine/networks/providedNetworks.ts';
import { openNetworksHere } from '../engineProcess/tensors/networksHere.ts';
import { hashFile } from '../../src/experiments/hashFile.ts';
import { loadNamedDataset } from '../../src/experiments/loadDataset.ts';
import { readExperiment } from '../../src/experiments/readExperiment.ts';
import type { DatasetSpec } from '../../src/protocol/experiment.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'nextlabel-images-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SIDE = 32;
const PER_CLASS = 24;

/** A dark picture with one light row (class 0) or column, each somewhere else. */
async function draw(file: string, label: number, at: number): Promise<void> {
  const pixels = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, place) => {
    const pixel = Math.floor(place / 3);
    return (label === 0 ? Math.floor(pixel / SIDE) : pixel % SIDE) === at ? 255 : 0;
  });
  await sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 3 } })
    .png()
    .toFile(file);
}

beforeAll(async () => {
  for (const [label, name] of ['across', 'down'].entries()) {
    mkdirSync(path.join(folder, 'lines', name), { recursive: true });
    for (let index = 0; index < PER_CLASS; index++) {
      await draw(path.join(folder, 'lines', name, `${index}.png`), label, 4 + index);
    }
  }
});

const lines: DatasetSpec = {
  name: 'lines',
  source: 'lines',
  testSource: null,
  label: 'folder',
  features: null,
  generate: null,
  normalise: 'global',
};

describe('a folder of images as a data set', () => {
  it('has pixels as features, and sub-folders as classes', async () => {
    const { rows, columns, cell } = await loadNamedDataset(lines, folder);
    expect(rows.classes).toEqual(['across', 'down']);
    expect(Array.from(rows.labels)).toEqual([
      ...new Array<number>(PER_CLASS).fill(0),
      ...new Array<number>(PER_CLASS).fill(1),
    ]);
    expect([rows.features.rows, rows.features.columns]).toEqual([2 * PER_CLASS, 32 * 32 * 3]);
    // The third picture is light in its seventh row, counted from 1.
    expect([cell(2, 'file'), cell(2, 'r7c1 red'), cell(2, 'r8c1 blue')]).toEqual([
      'across/2.png',
      '255',
      '0',
    ]);
    expect(columns).toHaveLength(3072);
  });

  it('takes a folder of test images', async () => {
    const { rows } = await loadNamedDataset({ ...lines, testSource: 'lines' }, folder);
    expect(rows.test).toEqual({ features: rows.features, labels: rows.labels });
  });

  it('can be told from a changed one', async () => {
    const source = path.join(folder, 'lines');
    const hash = await hashFile(source);
    expect(await hashFile(source)).toBe(hash);
    const [from, to] = ['0.png', 'a.png'].map((name) => path.join(source, 'down', name)) as [string, string];
    renameSync(from, to);
    expect(await hashFile(source)).not.toBe(hash);
    renameSync(to, from);
    expect(await hashFile(source)).toBe(hash);
  });

  it.each([
    [{ label: 'class' }, '"label" must be "folder"'],
    [{ features: ['file'] }, 'leave out "features"'],
    [{ source: 'lines/down' }, 'lies in no sub-folder'],
    [{ source: 'single' }, 'at least two sub-folders'],
    [{ source: 'empty' }, 'it holds no files'],
    [{ source: 'broken' }, 'take out what cannot be read. a/bad.png'],
    [{ testSource: 'single' }, 'the class "a" is not in'],
  ])('is refused where it cannot be one: %o', async (change, message) => {
    for (const name of ['single/a', 'empty', 'broken/a']) {
      mkdirSync(path.join(folder, name), { recursive: true });
    }
    await draw(path.join(folder, 'single/a/0.png'), 0, 1);
    await draw(path.join(folder, 'broken/a/0.png'), 0, 1);
    writeFileSync(path.join(folder, 'broken/a/bad.png'), 'no picture');
    const refused = await loadNamedDataset({ ...lines, ...change }, folder).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      reason: 'badInput',
      message: expect.stringContaining(message) as string,
    });
  });
});

it('runs an experiment with a convolutional network on a folder of images, and says what has no pixels', async () => {
  provideNetworks((await openNetworksHere()).runner);
  const specText = JSON.stringify({
    name: 'images',
    datasets: [
      { name: 'lines', source: 'lines', label: 'folder' },
      { name: 'waveform', generate: 'waveform' },
    ],
    models: [{ id: 'cnn', params: { epochs: 12 } }],
    strategies: ['margin'],
    initial: 12,
    batch: 6,
    steps: 2,
    test: 16,
    reward: 0,
    dataSeeds: [0],
    seeds: [0],
    metric: 'accuracy',
  });
  const specPath = path.join(folder, 'images.experiment.json');
  const { plan, spec, datasets } = await readExperiment({ specText, specPath }, '');
  expect(plan.notRun).toMatchObject([{ dataset: 'waveform', model: 'cnn', strategy: null }]);
  expect(plan.notRun[0]!.reason).toContain('21 features are none');
  const [job, ...others] = plan.jobs;
  expect(others).toEqual([]);
  const data = datasets[0]!;
  const { scores, labeled } = runJob(
    job!,
    spec,
    { data, prepared: splitOfJob(job!, data, spec) },
    { now: () => 0, startedAt: '' },
  );
  expect(labeled).toEqual([12, 18, 24]);
  // Rows against columns, wherever they are, is what filters are for; guessing is right in half of all cases.
  expect(scores.at(-1)).toBeGreaterThan(0.8);
});
