import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DenseMatrix } from '../../src/engine/numeric/matrix.ts';
import { PYTHON } from './debianPython.ts';

const SCRIPT = `
import sys, time
import numpy
from sklearn.decomposition import PCA
data = numpy.fromfile(sys.argv[1]).reshape(-1, int(sys.argv[2]))
start = time.process_time()
PCA(2, svd_solver="full").fit_transform(data)
print(1000 * (time.process_time() - start))
`;

/** Milliseconds of CPU that scikit-learn takes for two principal components; null where it is not there. */
export function sklearnPcaMs({ data, columns }: DenseMatrix): number | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'nextlabel-pca-'));
  try {
    const file = path.join(folder, 'data.bin');
    writeFileSync(file, new Uint8Array(Float64Array.from(data).buffer));
    const run = spawnSync(PYTHON, ['-c', SCRIPT, file, String(columns)], {
      encoding: 'utf8',
      env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
    });
    return run.status === 0 ? Number(run.stdout) : null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
