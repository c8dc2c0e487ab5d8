// npm run bench:secondLook: how many planted wrong labels confident learning finds, by generator. Last line: JSON.
import { parseArgs } from 'node:util';
import { averagePrecision } from '../../src/engine/metrics/averagePrecision.ts';
import type { ParamValues } from '../../src/engine/models/classifier.ts';
import { resolveParams } from '../../src/engine/models/params.ts';
import { findModel } from '../../src/engine/models/registry.ts';
import { createRng } from '../../src/engine/numeric/rng.ts';
import { confidentJoint } from '../../src/engine/secondLook/confidentJoint.ts';
import type { JudgedLabels } from '../../src/engine/secondLook/confidentJoint.ts';
import { modelSkill } from '../../src/engine/secondLook/modelSkill.ts';
import { outOfSampleProbabilities } from '../../src/engine/secondLook/outOfSample.ts';
import { normalisedMargin, pruneLabels, selfConfidence } from '../../src/engine/secondLook/pruneLabels.ts';
import { plantNoise } from '../engine/secondLook/plantNoise.ts';

interface Case {
  readonly name: string;
  readonly generator: string;
  readonly params?: ParamValues;
  readonly model: string;
  readonly modelParams?: ParamValues;
}

const svc = { model: 'svc', modelParams: { probability: true } };
const logistic = { model: 'logisticRegression' };

const cases: readonly Case[] = [
  { name: 'waveform, logistic regression', generator: 'waveform', ...logistic },
  { name: 'waveform, support-vector classifier', generator: 'waveform', ...svc },
  { name: 'two Gaussian clouds, logistic regression', generator: 'gaussianClouds', ...logistic },
  {
    name: 'glyphs of 8x8 pixels, four classes, logistic regression',
    generator: 'glyphs',
    params: { size: 8 },
    ...logistic,
  },
  {
    name: 'glyphs of 8x8 pixels, four classes, support-vector classifier',
    generator: 'glyphs',
    params: { size: 8 },
    ...svc,
  },
  { name: 'checkerboard 2x2, support-vector classifier', generator: 'checkerboard2x2', ...svc },
  {
    name: 'checkerboard 2x2, logistic regression (cannot learn it)',
    generator: 'checkerboard2x2',
    ...logistic,
  },
];

const RULES = ['class', 'noiseRate', 'both'] as const;
const NOISE = [0, 0.05, 0.2];

const { values } = parseArgs({
  options: {
    labels: { type: 'string', default: '400' },
    repetitions: { type: 'string', default: '10' },
  },
});
const labels = positive('labels', values.labels);
const repetitions = positive('repetitions', values.repetitions);

function positive(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`--${name} takes a positive whole number.`);
}

interface Tally {
  wrong: number;
  informed: number;
  readonly found: number[];
  readonly named: number[];
  readonly margin: number[];
  readonly confidence: number[];
}

function judge({ generator, params, model: id, modelParams }: Case, share: number): Tally {
  const model = findModel(id);
  const resolved = resolveParams(model.params, modelParams ?? {});
  const tally: Tally = {
    wrong: 0,
    informed: 0,
    found: [0, 0, 0],
    named: [0, 0, 0],
    margin: [],
    confidence: [],
  };
  for (let seed = 0; seed < repetitions; seed++) {
    const data = plantNoise(generator, { ...params, rows: labels }, share, seed);
    const rows = Int32Array.from(data.labels.keys());
    const probabilities = outOfSampleProbabilities(
      { ...data, rows, folds: 5, fit: (training) => model.fit(training, resolved) },
      createRng(seed),
    );
    const judged: JudgedLabels = { ...data, probabilities };
    tally.wrong += data.wrong.reduce((sum, flag) => sum + flag, 0);
    if (modelSkill(judged).isInformed) tally.informed++;
    const { joint } = confidentJoint(judged);
    RULES.forEach((rule, at) => {
      const named = pruneLabels(judged, joint, rule);
      tally.named[at]! += named.reduce((sum, flag) => sum + flag, 0);
      tally.found[at]! += named.reduce((sum, flag, place) => sum + (flag & data.wrong[place]!), 0);
    });
    const truth = Int32Array.from(data.wrong);
    tally.confidence.push(
      averagePrecision(
        truth,
        selfConfidence(judged).map((value) => -value),
      ),
    );
    tally.margin.push(
      averagePrecision(
        truth,
        normalisedMargin(judged).map((value) => -value),
      ),
    );
  }
  return tally;
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? '-' : `${Math.round((100 * part) / whole)} %`;
const mean = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length;

console.log(`${labels} labels, ${repetitions} repetitions a line.`);
console.log(
  'case | wrong labels | recall and precision by class | by noise rate | both | named a project (both) | ' +
    'average precision by self-confidence | by normalised margin | model informed',
);
const report = cases.flatMap((each) =>
  NOISE.map((share) => {
    const tally = judge(each, share);
    const rules = RULES.map((_, at) => {
      const [found, named] = [tally.found[at]!, tally.named[at]!];
      return `${percent(found, tally.wrong)} / ${percent(found, named)}`;
    });
    const average = [tally.confidence, tally.margin].map((list) =>
      share === 0 ? '-' : mean(list).toFixed(2),
    );
    console.log(
      [
        each.name,
        `${Math.round(100 * share)} %`,
        ...rules,
        (tally.named[2]! / repetitions).toFixed(0),
        ...average,
        percent(tally.informed, repetitions),
      ].join(' | '),
    );
    const [recall, precision] = [tally.found[2]! / tally.wrong, tally.found[2]! / tally.named[2]!];
    return { case: each.name, noise: share, recall, precision, informed: tally.informed / repetitions };
  }),
);
console.log(JSON.stringify({ labels, repetitions, both: report }));
