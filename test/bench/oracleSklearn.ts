import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { OracleModel } from '../../src/engine/oracle/oracleData.ts';
import type { OracleBenchmark } from './oracleProblems.ts';
import { PYTHON } from './debianPython.ts';

export interface SklearnRun {
  readonly cpuMs: number;
  readonly fits: number;
  /** fits x evaluation rows. */
  readonly labels: Uint8Array;
}

/** The version of scikit-learn that Debian's Python has, or null. */
export function sklearnVersion(): string | null {
  const run = spawnSync(PYTHON, ['-c', 'import sklearn; print(sklearn.__version__)'], { encoding: 'utf8' });
  return run.status === 0 ? run.stdout.trim() : null;
}

/** scikit-learn's loop over the same problems, on one thread. Throws with what Python said when it fails. */
export function runSklearn({ data, problems }: OracleBenchmark, model: OracleModel): SklearnRun {
  const folder = mkdtempSync(path.join(tmpdir(), 'nextlabel-oracle-'));
  try {
    const [header, arrays, out] = ['header.json', 'arrays.bin', 'labels.bin'].map((name) =>
      path.join(folder, name),
    );
    const { rows, evaluation, classCount } = data;
    writeFileSync(
      header!,
      JSON.stringify({
        rows: rows.labels.length,
        evaluation: evaluation.labels.length,
        columns: rows.features.columns,
        classCount,
        model: model.id,
        gamma: model.id === 'svc' ? model.gamma : null,
        problems: problems.map(({ labeled, candidates }) => ({
          labeled: Array.from(labeled),
          candidates: Array.from(candidates),
        })),
      }),
    );
    const values = [rows.features.data, evaluation.features.data, rows.labels, evaluation.labels];
    writeFileSync(arrays!, new Uint8Array(Float64Array.from(values.flatMap((part) => [...part])).buffer));
    const script = path.join(import.meta.dirname, 'oracle_sklearn.py');
    const run = spawnSync(PYTHON, [script, header!, arrays!, out!], { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`scikit-learn's loop failed: ${run.stderr}`);
    const { cpuMs, fits } = JSON.parse(run.stdout) as { cpuMs: number; fits: number };
    return { cpuMs, fits, labels: new Uint8Array(readFileSync(out!)) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
