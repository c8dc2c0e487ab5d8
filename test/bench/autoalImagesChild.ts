import { glyphs } from '../../src/engine/generators/glyphs.ts';
import type { TrainingSet } from '../../src/engine/models/classifier.ts';
import { findModel } from '../../src/engine/models/registry.ts';
import { scoreRows } from '../../src/engine/models/scoreRows.ts';
import { gatherRows } from '../../src/engine/numeric/gatherRows.ts';
import { createRng } from '../../src/engine/numeric/rng.ts';
import type { PoolView } from '../../src/engine/strategies/strategy.ts';
import { figuresOf, timeRound } from './autoalRound.ts';
import { openNetworksHere } from './openNetworksHere.ts';

/**
 * A round of AutoAL on an image project with the small CNN as task model. Arguments: labels, items in the pool, side of an
 * image, trunk, rounds, and a module in whose folder packages are found. Prints JSON, the least of the rounds.
 */
async function main(): Promise<void> {
  const [labels, pool, side, trunk = '', rounds, entry = ''] = process.argv.slice(2);
  await openNetworksHere(entry);
  const view = imageView(Number(labels), Number(pool), Number(side));
  const times = Array.from({ length: Number(rounds) }, (_, seed) =>
    timeRound({ ...view, params: { trunk } }, seed),
  );
  console.log(JSON.stringify(figuresOf(times)));
}

function imageView(labeled: number, pool: number, size: number): PoolView {
  const drawn = glyphs.generate({ rows: labeled + pool, size }, createRng(21));
  const { features } = drawn;
  const classCount = drawn.classes.length;
  const labeledRows = Int32Array.from({ length: labeled }, (_, row) => row);
  const candidates = Int32Array.from({ length: pool }, (_, row) => labeled + row);
  // As the preset on drawn images trains it.
  const fit = (training: TrainingSet) => findModel('cnn').fit(training, { epochs: 20, learningRate: 0.006 });
  const labels = drawn.labels.slice(0, labeled);
  const model = fit({ features: gatherRows(features, labeledRows), labels, classCount });
  const probabilities = scoreRows(model, features, candidates);
  return {
    ...{ features, candidates, labeledRows, labels, classCount, model, fit, probabilities },
    pixels: true,
    batchSize: 10,
    params: {},
  };
}

void main().then(
  // Some backends keep the process alive.
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
