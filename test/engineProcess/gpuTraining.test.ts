import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { networkShape } from '../../src/engine/neuralProcess/networkShape.ts';
import { createGpuTraining } from '../../src/engineProcess/gpu/gpuTraining.ts';
import { randomProblems } from '../engine/neuralProcess/problems.ts';
import { everyProblem, startOf } from '../engine/neuralProcess/trainingCases.ts';
import type { GpuReport } from './fixtures/gpuTrainings.ts';
import { engineEntry } from './processes.ts';
import { softwareGpu } from './softwareGpu.ts';

const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}.ts`, import.meta.url));

function smallTask() {
  const all = randomProblems({ points: 5, features: 2, contexts: [2] }, 1);
  const shape = networkShape(2);
  return { shape, start: startOf(shape, 1), all, epochs: [{ batches: [everyProblem(all)], rate: 1e-3 }] };
}

// A driver must be named when a process starts, so the trainings run in one of their own, on a driver that is software.
describe.skipIf(softwareGpu === null)('training on a GPU', () => {
  let report: GpuReport;
  beforeAll(async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [fixture('gpuTrainings'), engineEntry], {
      env: { ...process.env, ...softwareGpu },
    });
    report = JSON.parse(stdout) as GpuReport;
  }, 300_000);

  it('has the loss and every gradient of the plain form', () => {
    expect(report.cases.length).toBeGreaterThan(4);
    for (const { name, lossGap, gradientGap } of report.cases) {
      expect(lossGap, name).toBeLessThan(1e-4);
      expect(gradientGap, name).toBeLessThan(1e-4);
    }
  });

  it('takes the plain form’s steps', () => {
    for (const { name, stepLossGap, strayed } of report.cases) {
      expect(stepLossGap, name).toBeLessThan(1e-4);
      // Adam turns a slope that is rounding alone into a step of any size up to the rate: those few may differ.
      expect(strayed, name).toBeLessThan(0.01);
    }
  });

  it('gives the same bits from its process, and tells each epoch’s loss once', () => {
    expect(report.inProcess).toMatchObject({ sameBits: true, lossesTold: true });
    expect(report.inProcess.epochs).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
  });

  it('stops when it is cancelled, and trains again', () => {
    expect(report.inProcess).toMatchObject({ cancelled: true, servesAfterwards: true });
  });

  it('gives null where numbers overflow, and once it was ended', () => {
    expect(report.inProcess).toMatchObject({ overflow: 'null', endedGivesNull: true });
  });

  it('refuses a driver that is software without consent', () => {
    expect(report.refusesSoftware).toBe(true);
  });
});

describe('a GPU that cannot be used', () => {
  it.each([
    ['falls silent', 'silentDriver', 200],
    ['takes its process along', 'crashingGpu', 60_000],
  ])('is given up for good when it %s', (_, entry, silenceMs) => {
    const gpu = createGpuTraining({ entry: fixture(entry), silenceMs });
    expect(gpu.train(smallTask())).toBeNull();
    const start = performance.now();
    expect(gpu.train(smallTask())).toBeNull();
    expect(performance.now() - start).toBeLessThan(5_000);
    gpu.end();
  });
});
