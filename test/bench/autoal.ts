import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { generateWaveform } from '../../src/engine/generators/generateWaveform.ts';
import type { TrainingSet } from '../../src/engine/models/classifier.ts';
import { fitLogisticRegression } from '../../src/engine/models/logisticRegression.ts';
import { scoreRows } from '../../src/engine/models/scoreRows.ts';
import { gatherRows } from '../../src/engine/numeric/gatherRows.ts';
import { createRng } from '../../src/engine/numeric/rng.ts';
import { standardisedRows } from '../../src/engine/numeric/standardisedRows.ts';
import { createAutoAl } from '../../src/engine/strategies/autoAl.ts';
import { findStrategy } from '../../src/engine/strategies/registry.ts';
import { select } from '../../src/engine/strategies/select.ts';
import type { PoolView, Strategy } from '../../src/engine/strategies/strategy.ts';

/**
 * A round of AutoAL on a tabular project of a few hundred labels, logistic regression on Breiman's waveform: what asking
 * the seven candidates takes, and what the search takes, in milliseconds of processor time of this process, the least of
 * some rounds. Every line is for people; the last is one line of JSON, of the largest number of labels.
 */

const { values } = parseArgs({
  options: { pool: { type: 'string', default: '2000' }, rounds: { type: 'string', default: '3' } },
});
const poolSize = Number(values.pool);
const rounds = Number(values.rounds);
const LABELS = [100, 200, 400] as const;
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

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

interface RoundTimes {
  readonly candidateMs: number;
  readonly searchMs: number;
  /** How often each candidate was asked. */
  readonly asked: readonly number[];
}

function timeRound(view: PoolView, seed: number): RoundTimes {
  const asked = new Map<string, number>();
  const counted = (id: string): Strategy => {
    const strategy = findStrategy(id);
    const count = () => asked.set(id, (asked.get(id) ?? 0) + 1);
    return strategy.kind === 'scoring'
      ? { ...strategy, utilities: (...all) => (count(), strategy.utilities(...all)) }
      : { ...strategy, selectBatch: (...all) => (count(), strategy.selectBatch(...all)) };
  };
  const start = cpuMs();
  let askedAt = start;
  const onProgress: PoolView['onProgress'] = (stage) => {
    if (stage === 'candidates') askedAt = cpuMs();
  };
  const { fallback } = select(createAutoAl(counted), { ...view, onProgress }, 10, createRng(seed));
  if (fallback !== undefined) throw new Error(fallback);
  return { candidateMs: askedAt - start, searchMs: cpuMs() - askedAt, asked: [...asked.values()] };
}

const least = (numbers: readonly number[]): number => Math.min(...numbers);

const { model = 'unknown processor' } = cpus()[0] ?? {};
console.log(`\nA round of AutoAL, ${poolSize} items in the pool, Node ${process.version}, ${model}\n`);
console.log('  labels   candidates       search    share of the search');
let figures = { searchMs: NaN, candidateMs: NaN, searchShare: NaN };
for (const labeled of LABELS) {
  const view = waveformView(labeled);
  // The first round is for the compiler.
  const times = Array.from({ length: rounds + 1 }, (_, seed) => timeRound(view, seed)).slice(1);
  const most = Math.max(...times.flatMap(({ asked }) => asked));
  if (most > FOLDS + 1) throw new Error(`A candidate was asked ${most} times in a round, not ${FOLDS + 1}.`);
  const candidateMs = least(times.map((each) => each.candidateMs));
  const searchMs = least(times.map((each) => each.searchMs));
  figures = { searchMs, candidateMs, searchShare: searchMs / (searchMs + candidateMs) };
  const ms = (value: number): string => `${value.toFixed(0).padStart(9)} ms`;
  console.log(
    `  ${String(labeled).padStart(6)} ${ms(candidateMs)} ${ms(searchMs)} ${(100 * figures.searchShare).toFixed(0).padStart(20)} %`,
  );
}
console.log(
  `\nEach candidate is asked once for the pool and, unless it ranks as another does, once for each of ${FOLDS} folds.\n`,
);
console.log(JSON.stringify(figures));
