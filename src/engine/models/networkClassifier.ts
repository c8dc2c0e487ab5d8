import type { ModelMemory } from '../../protocol/round.ts';
import type { NetworkRunner } from '../networks/networkRunner.ts';
import { dropoutOf, dropoutSample } from '../networks/dropoutSample.ts';
import { embeddingWidth } from '../networks/networkSpec.ts';
import type { NetworkSpec } from '../networks/networkSpec.ts';
import type { DenseMatrix, Matrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import { softmaxRow } from '../numeric/softmaxRow.ts';
import type { FittedClassifier } from './classifier.ts';

export interface NetworkClassifierOptions {
  readonly networks: NetworkRunner;
  readonly spec: NetworkSpec;
  readonly classCount: number;
  readonly memory: ModelMemory;
}

/** A trained network as a task model. */
export function networkClassifier(
  options: NetworkClassifierOptions,
): Required<
  Pick<FittedClassifier, 'decisionValues' | 'probabilities' | 'embeddings' | 'memory' | 'classCount'>
> &
  Pick<FittedClassifier, 'drawn'> {
  const { networks, spec, classCount, memory } = options;
  const evaluate = (features: DenseMatrix) =>
    networks.evaluate(spec, memory.parameters, scaleRows(features, memory));
  const logitsOf = (features: DenseMatrix) => Float64Array.from(evaluate(features).logits);
  const drawn = (rng: Rng): FittedClassifier => {
    const parameters = dropoutSample(spec, memory.parameters, rng);
    return networkClassifier({ ...options, memory: { ...memory, parameters } });
  };
  return {
    classCount,
    memory,
    ...(dropoutOf(spec) > 0 && { drawn }),
    decisionValues: (features) => decide(logitsOf(features), memory.classes, classCount),
    probabilities(features) {
      const shares = logitsOf(features);
      for (let row = 0; row < features.rows; row++) softmaxRow(shares, row, spec.outputs);
      return spread(shares, { classes: memory.classes, classCount, missing: 0 });
    },
    embeddings: (features) => ({
      rows: features.rows,
      columns: embeddingWidth(spec),
      data: evaluate(features).embeddings,
    }),
  };
}

/** Each feature minus its mean, divided by its deviation, as float32. */
export function scaleRows(
  { rows, columns, data }: DenseMatrix,
  { means, deviations }: Pick<ModelMemory, 'means' | 'deviations'>,
): Matrix {
  const scaled = new Float32Array(data.length);
  for (let index = 0; index < data.length; index++) {
    const column = index % columns;
    scaled[index] = (data[index]! - means[column]!) / deviations[column]!;
  }
  return { rows, columns, data: scaled };
}

/** For two classes in all the second's logit minus the first's, else the logit of each. */
function decide(logits: Float64Array, classes: Int32Array, classCount: number): Float64Array {
  if (classCount > 2) return spread(logits, { classes, classCount, missing: -Infinity });
  return Float64Array.from(
    { length: logits.length / 2 },
    (_, row) => logits[2 * row + 1]! - logits[2 * row]!,
  );
}

interface Spreading {
  readonly classes: Int32Array;
  readonly classCount: number;
  /** For classes that the network does not know. */
  readonly missing: number;
}

function spread(values: Float64Array, { classes, classCount, missing }: Spreading): Float64Array {
  const known = classes.length;
  if (known === classCount) return values;
  const rows = values.length / known;
  const all = new Float64Array(rows * classCount).fill(missing);
  for (let row = 0; row < rows; row++) {
    for (let place = 0; place < known; place++) {
      all[row * classCount + classes[place]!] = values[row * known + place]!;
    }
  }
  return all;
}
