import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NeuralProcessProblems } from '../../src/engine/neuralProcess/neuralProcessProblems.ts';
import type { DenseMatrix } from '../../src/engine/numeric/matrix.ts';
import { PYTHON } from './debianPython.ts';

export interface TorchRun {
  /** Of training. */
  readonly cpuMs: number;
  readonly scoringMs: number;
  /** Mean negative log-likelihood of each epoch. */
  readonly losses: readonly number[];
  /** What multiplies its matrices. */
  readonly blas: string;
}

/** What a training run is made of besides its problems, so that two programs do the same steps. */
export interface TrainingPlan {
  readonly start: Float64Array;
  readonly rate: number;
  /** Epoch by epoch. */
  readonly batches: readonly (readonly Int32Array[])[];
}

/** The version of PyTorch that Debian's Python has, or null. */
export function torchVersion(): string | null {
  const run = spawnSync(PYTHON, ['-c', 'import torch; print(torch.__version__)'], { encoding: 'utf8' });
  return run.status === 0 ? run.stdout.trim() : null;
}

/** Training, and scoring a pool, in PyTorch on one thread. Throws with what Python said when it fails. */
export function runTorch(
  { features, problems }: NeuralProcessProblems,
  pool: DenseMatrix,
  plan: TrainingPlan,
): TorchRun {
  const folder = mkdtempSync(path.join(tmpdir(), 'nextlabel-np-'));
  try {
    const header = path.join(folder, 'header.json');
    const arrays = path.join(folder, 'arrays.bin');
    writeFileSync(
      header,
      JSON.stringify({
        points: features.rows,
        features: features.columns,
        pool: pool.rows,
        rate: plan.rate,
        batches: plan.batches.map((epoch) => epoch.map((batch) => Array.from(batch))),
        problems: problems.map(({ context, targets }) => ({
          context: Array.from(context),
          targets: Array.from(targets),
        })),
      }),
    );
    const values = [features.data, pool.data, ...problems.map(({ gains }) => gains), plan.start];
    writeFileSync(arrays, new Uint8Array(Float64Array.from(values.flatMap((part) => [...part])).buffer));
    const script = path.join(import.meta.dirname, 'np_torch.py');
    const run = spawnSync(PYTHON, [script, header, arrays], { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`Training in PyTorch failed: ${run.stderr}`);
    return JSON.parse(run.stdout) as TorchRun;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
