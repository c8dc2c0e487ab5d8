import { findGenerator } from '../../../src/engine/generators/registry.ts';
import type { ParamValues } from '../../../src/engine/models/classifier.ts';
import type { DenseMatrix } from '../../../src/engine/numeric/matrix.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';

/** Generated items of which some were given another class than their own. */
export interface NoisyLabels {
  readonly features: DenseMatrix;
  readonly labels: Int32Array;
  readonly classCount: number;
  /** 1 where the label is wrong. */
  readonly wrong: Uint8Array;
}

/** `share` of the labels of generated items turned into another class, every item and class as likely as any other. */
export function plantNoise(generator: string, params: ParamValues, share: number, seed: number): NoisyLabels {
  const rng = createRng(seed);
  const { features, labels: truth, classes } = findGenerator(generator).generate(params, rng.fork('data'));
  const noise = rng.fork('noise');
  const labels = truth.map((label) =>
    noise.uniform() < share ? (label + 1 + noise.integer(classes.length - 1)) % classes.length : label,
  );
  const wrong = Uint8Array.from(labels, (label, row) => (label === truth[row] ? 0 : 1));
  return { features, labels, classCount: classes.length, wrong };
}
