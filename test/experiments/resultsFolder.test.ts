import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeTextFile } from '../../src/data/textFile.ts';
import { openResults, readResults, ResultsError } from '../../src/experiments/resultsFolder.ts';
import { RESULTS_FILE } from '../../src/protocol/experiment.ts';
import type { ResultsInfo, RunRecord } from '../../src/protocol/experiment.ts';
import { smallSpec } from '../engine/experiments/experiments.ts';

const root = mkdtempSync(join(tmpdir(), 'nextlabel-results-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let count = 0;
const fresh = (): string => join(root, `results ${(count += 1)}`);

const info: ResultsInfo = {
  format: 1,
  name: 'small',
  spec: smallSpec(),
  specPath: 'a.experiment.json',
  sources: { 'a.csv': 'abc' },
  total: 4,
  notRun: [],
  times: { startedAt: '2026-01-01T00:00:00.000Z' },
};

const run: RunRecord = {
  id: '1-a',
  dataset: 'clouds',
  setting: 'balanced',
  model: 'logisticRegression',
  strategy: 'random',
  dataSeed: 0,
  seed: 0,
  split: 's',
  classes: ['a', 'b'],
  rareClasses: [],
  labeled: [2, 3],
  picks: [[7]],
  picksPerClass: [1, 0],
  scores: [0.5, 0.75],
  recall: [
    [1, 0],
    [1, null],
  ],
  precision: [
    [0.5, null],
    [1, 1],
  ],
  auroc: [null, 0.9],
  auac: 0.625,
  final: 0.75,
  times: { startedAt: '', selectSeconds: [0.1], fitSeconds: [0.1, 0.1], totalSeconds: 0.4 },
};

describe('a results folder', () => {
  it('gives back what was saved, and can be gone on with', async () => {
    const folder = fresh();
    const first = await openResults({ folder, info, resume: false });
    expect(first.done.size).toBe(0);
    await first.saveRun(run);
    await first.saveSplit({ name: 's', labeled: [1], pool: [2], reward: [], test: [3] });
    expect(await readResults(folder)).toEqual({ info, runs: [run] });
    const again = await openResults({ folder, info, resume: true });
    expect([...again.done]).toEqual(['1-a']);
    expect(JSON.parse(readFileSync(join(folder, 'splits/s.json'), 'utf8'))).toMatchObject({ pool: [2] });
  });

  it('is not begun a second time, nor gone on with by another spec or other data', async () => {
    const folder = fresh();
    await openResults({ folder, info, resume: false });
    await expect(openResults({ folder, info, resume: false })).rejects.toThrow(
      'holds results of “small” already',
    );
    const other = { ...info, spec: smallSpec({ steps: 9, batch: 1 }) };
    await expect(openResults({ folder, info: other, resume: true })).rejects.toThrow(
      'differs in “batch”, “steps”',
    );
    const changed = { ...info, sources: { 'a.csv': 'xyz' } };
    await expect(openResults({ folder, info: changed, resume: true })).rejects.toThrow('a.csv has changed');
  });

  it('of before there were summaries is read, and shows them once it is gone on with', async () => {
    const folder = fresh();
    await openResults({ folder, info, resume: false });
    const file = join(folder, RESULTS_FILE);
    const { summaries, ...older } = info.spec;
    expect(summaries).toBe(false);
    writeFileSync(file, JSON.stringify({ ...info, spec: older }));
    expect((await readResults(folder)).info).toEqual(info);
    await openResults({ folder, info, resume: true });
    expect(readFileSync(file, 'utf8')).toBe(JSON.stringify({ ...info, spec: older }));
    const asked = { ...info, spec: smallSpec({ summaries: true }), total: 9 };
    await openResults({ folder, info: asked, resume: true });
    expect((await readResults(folder)).info).toEqual({ ...info, spec: asked.spec });
  });

  it('never takes a folder with other files, or a file', async () => {
    const folder = fresh();
    mkdirSync(folder);
    writeFileSync(join(folder, 'thesis.tex'), 'important');
    await expect(openResults({ folder, info, resume: false })).rejects.toThrow('holds other files');
    await expect(openResults({ folder: join(folder, 'thesis.tex'), info, resume: false })).rejects.toThrow(
      'thesis.tex',
    );
    expect(readdirSync(folder)).toEqual(['thesis.tex']);
  });

  it('sweeps up what a killed process had begun to write', async () => {
    const folder = fresh();
    await openResults({ folder, info, resume: false });
    writeFileSync(join(folder, 'runs/1-a.json.0123.tmp'), '{"id":');
    const { done } = await openResults({ folder, info, resume: true });
    expect(done.size).toBe(0);
    expect(readdirSync(join(folder, 'runs'))).toEqual([]);
  });

  it('names a file that is damaged, and what to do', async () => {
    const folder = fresh();
    const results = await openResults({ folder, info, resume: false });
    await results.saveRun(run);
    const file = join(folder, 'runs/1-a.json');
    writeFileSync(file, '{"id": "1-a"');
    await expect(readResults(folder)).rejects.toThrow(/1-a\.json is damaged: .*Delete it and resume/);
    writeFileSync(file, JSON.stringify({ ...run, scores: [null] }));
    await expect(readResults(folder)).rejects.toThrow('“scores.0”');
    await expect(readResults(root)).rejects.toThrow(`expected a folder with the file ${RESULTS_FILE}`);
  });

  it('says that the disk is full, and what to do', async () => {
    const folder = fresh();
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    const results = await openResults({
      folder,
      info,
      resume: false,
      write: (path, text) => (path.endsWith('1-a.json') ? Promise.reject(full) : writeTextFile(path, text)),
    });
    const failed = results.saveRun(run);
    await expect(failed).rejects.toThrow(ResultsError);
    await expect(failed).rejects.toThrow(/The disk is full: .* free some space and resume/);
    expect((await readResults(folder)).runs).toEqual([]);
  });

  it('leaves no half a file where writing fails', async () => {
    const folder = fresh();
    const results = await openResults({ folder, info, resume: false });
    // A folder in the file's place makes the rename fail as late as it can.
    mkdirSync(join(folder, 'runs/1-a.json'));
    const failed = results.saveRun(run);
    await expect(failed).rejects.toThrow(ResultsError);
    await expect(failed).rejects.toThrow('What was saved is kept');
    expect(readdirSync(join(folder, 'runs'))).toEqual(['1-a.json']);
  });
});
