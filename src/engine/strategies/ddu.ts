import { throwIfCancelled } from '../cancellation.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import { principalComponents, projectRows } from '../projection/principalComponents.ts';
import { asSeen } from './asSeen.ts';
import { fitClassGaussians, logDensity } from './classGaussians.ts';
import { onSample, sampleParam } from './onSample.ts';
import type { PoolView, ScoringStrategy } from './strategy.ts';

const params = [sampleParam(50_000)];

/** More columns are projected on principal axes: a covariance takes their square, its factor their cube. */
const MOST_COLUMNS = 64;
const AXES = 32;

/** How unlikely an item is where the classes lie, by a Gaussian for each in the space of features. */
export const ddu: ScoringStrategy = {
  kind: 'scoring',
  id: 'ddu',
  title: 'Feature density (DDU)',
  description: 'Items least like any class labeled so far, by a Gaussian for each class.',
  reference:
    'Mukhoti et al. 2023, Deep Deterministic Uncertainty, section 3 (Gaussian discriminant analysis).',
  needs: [],
  params,
  sampling: 'deterministic',
  utilities: (view, rng) => onSample(view, params, rng, (part) => surprise(part, rng)),
};

/** Minus the logarithm of the mixture's density, for each candidate; 0 for all while nothing is labeled. */
function surprise(view: PoolView, rng: Rng): Float64Array {
  const { candidates, labeledRows, labels, classCount, signal } = view;
  if (labels.length === 0) return new Float64Array(candidates.length);
  const [labeled, pool] = narrowed(asSeen(view, labeledRows), asSeen(view, candidates), rng);
  const gaussians = fitClassGaussians(labeled, labels, classCount);
  return Float64Array.from({ length: candidates.length }, (_, index) => {
    if (index % 1024 === 0) throwIfCancelled(signal);
    return -logDensity(gaussians, pool.data.subarray(index * pool.columns, (index + 1) * pool.columns));
  });
}

function narrowed(labeled: DenseMatrix, pool: DenseMatrix, rng: Rng): readonly [DenseMatrix, DenseMatrix] {
  if (pool.columns <= MOST_COLUMNS) return [labeled, pool];
  const rowsOf = ({ rows }: DenseMatrix): Int32Array => Int32Array.from({ length: rows }, (_, row) => row);
  const axes = principalComponents(pool, rowsOf(pool), { count: AXES, rng: rng.fork('axes') });
  const project = (rows: DenseMatrix): DenseMatrix => ({
    rows: rows.rows,
    columns: AXES,
    data: projectRows(rows, rowsOf(rows), axes),
  });
  return [project(labeled), project(pool)];
}
