import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { createOracle } from '../../src/engine/oracle/oracle.ts';
import type { OracleModel, OracleSettings } from '../../src/engine/oracle/oracleData.ts';
import { createRetrainer } from '../../src/engine/oracle/createRetrainer.ts';
import { digitLike, oneHot, waveform } from './oracleProblems.ts';
import type { OracleBenchmark } from './oracleProblems.ts';
import { runSklearn, sklearnVersion } from './oracleSklearn.ts';
import { measureTwoWorkers } from './oracleWorkers.ts';

/**
 * The myopic oracle against scikit-learn's own loop, in the same run, on the same arrays, one thread each. Every line is
 * for people; the last is one line of JSON.
 */

const REPETITIONS = 7;

interface Row {
  readonly name: string;
  readonly benchmark: OracleBenchmark;
  readonly model: OracleModel;
  readonly certified: boolean;
}

interface Result {
  /** Median. */
  readonly cpuMs: number;
  readonly fits: number;
  /** Null without scikit-learn. */
  readonly ratio: number | null;
  /** Labels that differ from the converged optimum. */
  readonly disagreements: number;
}

const logistic: OracleModel = { id: 'logisticRegression', c: 1 };
const svc = (gamma: 'scale' | 'auto'): OracleModel => ({ id: 'svc', kernel: 'rbf', c: 1, gamma });

function cpuMsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

/** From the data to the improvements, nothing kept from one repetition to the next but the compiled code. */
function measure({ benchmark, model, certified }: Row): number {
  const settings: OracleSettings = { model, certified };
  const solveAll = () => {
    const oracle = createOracle(benchmark.data, settings);
    for (const problem of benchmark.problems) oracle.solve(problem);
  };
  // Two unmeasured rounds let the engine compile its hot code.
  solveAll();
  solveAll();
  return median(Array.from({ length: REPETITIONS }, () => cpuMsOf(solveAll)));
}

/** Predicted labels of every fit, base fits first in each problem. */
function labelsOf({ benchmark: { data, problems }, model, certified }: Row, backend: 'wasm' | 'reference') {
  const retrainer = createRetrainer(data, { model, certified, backend }, false);
  const parts: Uint8Array[] = [];
  for (const { labeled, candidates } of problems) {
    const session = retrainer.begin(labeled);
    parts.push(Uint8Array.from(session.base.labels));
    for (let start = 0; start < candidates.length; start += 64) {
      for (const { labels } of session.retrain(candidates.subarray(start, start + 64))) {
        parts.push(Uint8Array.from(labels));
      }
    }
  }
  return Buffer.concat(parts);
}

interface Difference {
  readonly labels: number;
  /** Largest difference of the scores of one fit. */
  readonly score: number;
}

function compare(a: Uint8Array, b: Uint8Array, truth: Int32Array): Difference {
  let labels = 0;
  let score = 0;
  for (let start = 0; start < a.length; start += truth.length) {
    let hits = 0;
    for (let row = 0; row < truth.length; row++) {
      const own = a[start + row];
      const other = b[start + row];
      if (own !== other) labels++;
      hits += Number(own === truth[row]) - Number(other === truth[row]);
    }
    score = Math.max(score, Math.abs(hits) / truth.length);
  }
  return { labels, score };
}

const cells = (values: readonly string[]) =>
  values.map((value, index) => (index === 0 ? value.padEnd(34) : value.padStart(13))).join('');

function runRow(row: Row, sklearn: { readonly cpuMs: number; readonly labels: Uint8Array } | null): Result {
  const own = labelsOf(row, 'wasm');
  const truth = row.benchmark.data.evaluation.labels;
  const fits = own.length / truth.length;
  const exact = compare(own, labelsOf({ ...row, certified: false }, 'reference'), truth);
  const theirs = sklearn === null ? null : compare(own, sklearn.labels, truth);
  const cpuMs = measure(row);
  const ratio = sklearn === null ? null : sklearn.cpuMs / cpuMs;
  console.log(
    cells([
      row.name,
      String(fits),
      cpuMs.toFixed(1),
      sklearn === null ? '-' : sklearn.cpuMs.toFixed(0),
      ratio === null ? '-' : `${ratio.toFixed(0)}x`,
      String(exact.labels),
      theirs === null ? '-' : String(theirs.labels),
      theirs === null ? '-' : theirs.score.toFixed(4),
    ]),
  );
  return { cpuMs, fits, ratio, disagreements: exact.labels };
}

const { values } = parseArgs({ options: { problems: { type: 'string', default: '300' } } });
const count = Number(values.problems);
if (!(Number.isInteger(count) && count > 0)) throw new Error('--problems takes a positive whole number.');

const version = sklearnVersion();
console.log(
  `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores`,
);
console.log(
  version === null
    ? 'No scikit-learn for /usr/bin/python3 (Debian: apt-get install python3-sklearn): no ratios.'
    : `scikit-learn ${version}, one thread`,
);
console.log(
  `${count} simulated problems from 100 labels (one-vs-one: a tenth of them); CPU ms, median of ${REPETITIONS}\n`,
);
console.log(cells(['', 'fits', 'ours', 'scikit-learn', 'ratio', 'vs optimum', 'vs sklearn', 'score gap']));

const theirs = (benchmark: OracleBenchmark, model: OracleModel) =>
  version === null ? null : runSklearn(benchmark, model);

const two = waveform(2, count);
const twoLogistic = theirs(two, logistic);
const certified = runRow(
  { name: 'logistic, 2 classes, certificate', benchmark: two, model: logistic, certified: true },
  twoLogistic,
);
const converged = runRow(
  { name: 'logistic, 2 classes, converged', benchmark: two, model: logistic, certified: false },
  twoLogistic,
);
const wideData = oneHot(count);
const wideTheirs = theirs(wideData, logistic);
const wide = runRow(
  { name: 'logistic, d = 119 > n, certificate', benchmark: wideData, model: logistic, certified: true },
  wideTheirs,
);
runRow(
  { name: 'logistic, d = 119 > n, converged', benchmark: wideData, model: logistic, certified: false },
  wideTheirs,
);
const vectors = runRow(
  { name: 'SVC, gamma = scale', benchmark: two, model: svc('scale'), certified: true },
  theirs(two, svc('scale')),
);
const three = waveform(3, count);
const multinomial = runRow(
  { name: 'logistic, 3 classes, certificate', benchmark: three, model: logistic, certified: true },
  theirs(three, logistic),
);
const ten = digitLike(Math.max(1, Math.round(count / 10)));
const ovo = runRow(
  { name: 'SVC, 10 classes, d = 784, scale', benchmark: ten, model: svc('scale'), certified: true },
  theirs(ten, svc('scale')),
);
runRow(
  { name: 'SVC, 10 classes, d = 784, auto', benchmark: ten, model: svc('auto'), certified: true },
  theirs(ten, svc('auto')),
);

const workers = await measureTwoWorkers(two, { model: logistic });
console.log(`\n20 repetitions with warm workers, one and two: ${workers.report}`);
console.log(
  '"vs optimum": labels that differ from the plain TypeScript form solved to 1e-8 (logistic) or 1e-10 (SVC) from scratch;' +
    '\n"vs sklearn": from scikit-learn at its default tolerance.',
);

const round = (value: number | null) => (value === null ? null : Math.round(value * 100) / 100);
const entry = ({ ratio, disagreements }: Result) => ({ ratio: round(ratio), disagreements });
console.log(
  JSON.stringify({
    logisticRegression: {
      ratio: round(certified.ratio),
      ratioConverged: round(converged.ratio),
      disagreements: certified.disagreements + converged.disagreements,
    },
    wide: entry(wide),
    svc: entry(vectors),
    multinomial: entry(multinomial),
    ovo: entry(ovo),
    twoWorkers: round(workers.speedUp),
  }),
);
