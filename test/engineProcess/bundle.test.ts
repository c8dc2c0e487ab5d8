import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { trainByKernels } from '../../src/engine/neuralProcess/trainNeuralProcess.ts';
import { createHelperThreads } from '../../src/engineProcess/helpers/helperThreads.ts';
import { smallTraining, trainWithHelpers } from './helpers/helpedTraining.ts';
import { clients, engineEntry, failureOf } from './processes.ts';
import { makeProject, roundRequest } from './projects.ts';

let folder: string;
let end: () => Promise<void> = () => Promise.resolve();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nextlabel-bundle-'));
});
afterAll(async () => {
  await end();
  await rm(folder, { recursive: true, force: true });
});

describe('the engine process as CommonJS bundles', () => {
  it('finds its worker threads and native packages', async () => {
    const made = clients(engineEntry);
    end = made.end;
    const engine = made.client();
    expect((await engine.hello()).strategies.length).toBeGreaterThan(0);
    expect((await engine.presets()).length).toBeGreaterThan(0);
    const sample = await engine.sample('image', folder);
    const preview = await engine.preview(join(folder, sample.source));
    expect(preview.guess.kind).toBe('image');
    const error = await failureOf(
      engine.export({
        kind: 'image',
        database: join(folder, 'none.db'),
        format: 'csv',
        path: join(folder, 'labels.csv'),
        includeUnlabeled: true,
        escapeFormulas: true,
      }),
    );
    expect(error.message).toContain('cannot be opened');
  });

  it('trains a neural network in its threads', async () => {
    const made = clients(engineEntry);
    const lines: string[] = [];
    const engine = made.client({ log: (_level, message) => lines.push(message) });
    const project = await makeProject(engine, 'text', 120);
    try {
      const features = await engine.features(project.features);
      const asked = roundRequest(project, features, { labeled: 60, model: 'mlp', strategy: 'coreSet' });
      const told: string[] = [];
      const { ranking, suggested, modelMemory } = await engine.round(asked, {
        onProgress: ({ message, fraction }) => told.push(`${message}, ${fraction}`),
      });
      // Reports that come too fast are dropped, but not the first.
      expect(told[0]).toBe('training network, epoch 1 of at most 100, null');
      const right = Array.from(ranking, (row, place) => suggested[place] === project.truth[row]);
      expect(right.filter(Boolean).length / right.length).toBeGreaterThan(0.6);
      expect(modelMemory?.parameters.length).toBeGreaterThan(1000);
      expect(lines.join()).toContain('computed by TensorFlow.js, backend ');
      const again = await engine.round(asked);
      expect([again.ranking, again.modelId]).toEqual([ranking, (await engine.round(asked)).modelId]);
    } finally {
      await project.close();
      await made.end();
    }
  });

  it('finds the threads that help to train', () => {
    const helpers = createHelperThreads({ entry: engineEntry, count: 2, log: () => undefined });
    try {
      expect(trainWithHelpers(helpers, smallTraining(5))).toEqual(trainByKernels(smallTraining(5)));
    } finally {
      helpers.end();
    }
  });
});
