import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs, promisify } from 'node:util';
import { generateWaveform } from '../../src/engine/generators/generateWaveform.ts';
import type { TrainingSet } from '../../src/engine/models/classifier.ts';
import { fitLogisticRegression } from '../../src/engine/models/logisticRegression.ts';
import { scoreRows } from '../../src/engine/models/scoreRows.ts';
import { gatherRows } from '../../src/engine/numeric/gatherRows.ts';
import { createRng } from '../../src/engine/numeric/rng.ts';
import { standardisedRows } from '../../src/engine/numeric/standardisedRows.ts';
import type { PoolView } from '../../src/engine/strategies/strategy.ts';
import { figuresOf, LINE_HEAD, lineOf, timeRound } from './autoalRound.ts';
import type { RoundFigures } from './autoalRound.ts';
import { bundleBench, bundleFolder } from './bundleBench.ts';

/**
 * A round of AutoAL on a tabular project of a few hundred labels, logistic regression on Breiman's waveform: what asking
 * the seven candidates takes, and what the search takes, in milliseconds of processor time of a process, the least of
 * some rounds. Then the same of an image project by the small CNN, on TensorFlow.js' WebAssembly. Every line is for
 * people; the last is one line of JSON, of the largest number of labels.
 */

const { values } = parseArgs({
  options: {
    pool: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '3' },
    /** Side of an image; the small trunk shrinks them to 16. */
    side: { type: 'string', default: '32' },
    /** What looks at images, separated by commas. */
    trunks: { type: 'string', default: 'cnn,embeddings' },
  },
});
const poolSize = Number(values.pool);
const rounds = Number(values.rounds);
const LABELS = [100, 200, 400] as const;
const IMAGE_LABELS = [100, 300] as const;
/** Folds of the cross-fitting; with the pool itself each candidate is asked once more. */
const FOLDS = 5;

function waveformView(labeled: number): PoolView {
  const rows = labeled + poolSize;
  const { features: raw, labels } = generateWaveform(rows, createRng(21));
  const features = standardisedRows(raw);
  const labeledRows = Int32Array.from({ length: labeled }, (_, row) => row);
  const candidates = Int32Array.from({ length: poolSize }, (_, row) => labeled + row);
  const fit = (training: TrainingSet) => fitLogisticRegression(training);
  const known = labels.slice(0, labeled);
  const model = fit({ features: gatherRows(features, labeledRows), labels: known, classCount: 3 });
  const probabilities = scoreRows(model, features, candidates);
  return {
    ...{ features, candidates, labeledRows, labels: known, classCount: 3, model, fit, probabilities },
    batchSize: 10,
    params: {},
  };
}

const { model = 'unknown processor' } = cpus()[0] ?? {};
console.log(`\nA round of AutoAL, ${poolSize} items in the pool, Node ${process.version}, ${model}\n`);
console.log(LINE_HEAD);
let figures: RoundFigures = { searchMs: NaN, candidateMs: NaN, searchShare: NaN };
for (const labeled of LABELS) {
  const view = waveformView(labeled);
  // The first round is for the compiler.
  const times = Array.from({ length: rounds + 1 }, (_, seed) => timeRound(view, seed)).slice(1);
  const most = Math.max(...times.flatMap(({ asked }) => asked));
  if (most > FOLDS + 1) throw new Error(`A candidate was asked ${most} times in a round, not ${FOLDS + 1}.`);
  figures = figuresOf(times);
  console.log(lineOf(labeled, figures));
}
console.log(
  `\nEach candidate is asked once for the pool and, unless it ranks as another does, once for each of ${FOLDS} folds.`,
);

const folder = await bundleFolder('autoal');
const images: Record<string, RoundFigures> = {};
try {
  const child = await bundleBench('autoalImagesChild', folder);
  for (const trunk of values.trunks.split(',')) {
    console.log(`\nImages of ${values.side} x ${values.side}, ${trunk}; one round\n\n${LINE_HEAD}`);
    for (const labeled of IMAGE_LABELS) {
      const args = [child, String(labeled), String(poolSize), values.side, trunk, '1', child];
      const { stdout } = await promisify(execFile)(process.execPath, args);
      images[trunk] = JSON.parse(stdout.trim().split('\n').at(-1)) as RoundFigures;
      console.log(lineOf(labeled, images[trunk]));
    }
  }
} finally {
  await rm(folder, { recursive: true });
}
console.log();
console.log(JSON.stringify({ ...figures, images }));
