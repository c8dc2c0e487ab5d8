import type { ParamInfo } from '../../protocol/engine.ts';
import { numberParam } from '../models/params.ts';
import type { Rng } from '../numeric/rng.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';
import type { DataGenerator } from './generator.ts';
import { countOf, rowsParam } from './generator.ts';

const params: readonly ParamInfo[] = [
  rowsParam(1000),
  {
    name: 'smallestShare',
    description: 'The share of the second class is drawn uniformly from this to 1 minus this.',
    kind: 'number',
    default: 0.1,
    minimum: 0,
    maximum: 0.5,
  },
];

/**
 * Two Gaussian clouds in the plane, the synthetic source of Konyushkova et al. 2017 (Learning Active Learning from Data,
 * section 4.2, parameters of the released code): means uniform in the unit square, covariances A A^T with entries of A
 * uniform in [-0.5, 0.5), the share of class 1 uniform in [0.1, 0.9). Each class has at least one row.
 */
export const gaussianClouds: DataGenerator = {
  id: 'gaussianClouds',
  title: 'Two Gaussian clouds',
  description:
    'Two clouds in the plane with random centres, shapes and shares; easy or hopeless by the seed.',
  params,
  generate(values, rng) {
    const rows = countOf(params, values, 'rows');
    const smallest = numberParam(params, values, 'smallestShare');
    const share = smallest + (1 - 2 * smallest) * rng.uniform();
    const clouds = [drawCloud(rng), drawCloud(rng)] as const;
    const second = Math.min(rows - 1, Math.max(1, Math.round(share * rows)));
    const labels = shuffledIndices(rows, rng).map((place) => (place < second ? 1 : 0));
    const data = new Float64Array(2 * rows);
    labels.forEach((label, row) => data.set(clouds[label === 1 ? 1 : 0](), 2 * row));
    return {
      features: { rows, columns: 2, data },
      labels,
      classes: ['first cloud', 'second cloud'],
      columns: ['x1', 'x2'],
    };
  },
};

/** A random cloud: each call draws a point of it. */
function drawCloud(rng: Rng): () => readonly [number, number] {
  const mean = [rng.uniform(), rng.uniform()] as const;
  const entry = () => rng.uniform() - 0.5;
  const [a, b, c, d] = [entry(), entry(), entry(), entry()];
  return () => {
    const u = rng.normal();
    const v = rng.normal();
    return [mean[0] + a * u + b * v, mean[1] + c * u + d * v];
  };
}
