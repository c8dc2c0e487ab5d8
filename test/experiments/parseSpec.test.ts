import { toJsonSchema } from '@valibot/to-json-schema';
import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../src/documents/jsonDocument.ts';
import { parseSpec } from '../../src/experiments/parseSpec.ts';
import { presets } from '../../src/experiments/presets.ts';
import { specSchema } from '../../src/experiments/specSchema.ts';
import type { ExperimentSpec } from '../../src/protocol/experiment.ts';

const minimal = {
  name: 'a',
  datasets: [{ name: 'waveform', generate: 'waveform' }],
  strategies: ['random', 'margin'],
};

const parsed = (spec: object): ExperimentSpec => {
  const { spec: result, problems } = parseSpec(JSON.stringify(spec));
  if (result === null) throw new Error(problems.map(({ message }) => message).join('; '));
  return result;
};

const problemsOf = (text: string): readonly string[] =>
  parseSpec(text).problems.map((problem) => formatProblem(problem, 'a.json'));

/** Problems of the minimal spec with changes; without their places, which depend on how it is written. */
const complaints = (changes: object): readonly string[] =>
  parseSpec(JSON.stringify({ ...minimal, ...changes })).problems.map(({ message }) => message);

describe('parseSpec', () => {
  it('fills in the protocol of NPAL', () => {
    expect(parsed(minimal)).toEqual({
      name: 'a',
      datasets: [
        {
          name: 'waveform',
          source: null,
          testSource: null,
          label: null,
          features: null,
          generate: { id: 'waveform', params: {}, seed: 0 },
          normalise: 'global',
        },
      ],
      settings: ['balanced'],
      imbalanceFactor: 10,
      models: [{ id: 'logisticRegression', params: {}, name: 'logisticRegression' }],
      strategies: [
        { id: 'random', params: {}, name: 'random' },
        { id: 'margin', params: {}, name: 'margin' },
      ],
      initial: 100,
      batch: 1,
      steps: 10,
      test: 200,
      reward: 100,
      dataSeeds: [0, 1, 2],
      seeds: [0, 1, 2],
      metric: 'weightedAccuracy',
      splitBy: 'dataSeedAndSeed',
      target: null,
      summaries: false,
    });
  });

  it('takes ids with parameters and names, comments and trailing commas', () => {
    const { spec } = parseSpec(`{
      // two kinds of HAL
      "name": "a", "datasets": [{ "name": "w", "generate": { "id": "waveform", "params": { "rows": 500 }, "seed": 7 } }],
      "models": [{ "id": "svc", "params": { "gamma": 0.5 } }],
      "strategies": ["halGauss", { "id": "halGauss", "params": { "releaseCompatible": true }, "name": "as released" }],
    }`);
    expect(spec!.models[0]!.params).toEqual({ gamma: '0.5' });
    expect(spec!.datasets[0]!.generate).toEqual({ id: 'waveform', params: { rows: 500 }, seed: 7 });
    expect(spec!.strategies[1]).toEqual({
      id: 'halGauss',
      params: { releaseCompatible: true },
      name: 'as released',
    });
  });

  it('lets an oracle look ahead by the metric of the experiment, unless it is told otherwise', () => {
    const oracles = ['oracle', { id: 'oracle', name: 'other', params: { metric: 'f1' } }];
    const metrics = (metric: string): unknown[] =>
      parsed({ ...minimal, metric, strategies: oracles }).strategies.map(({ params }) => params['metric']);
    expect(metrics('balancedAccuracy')).toEqual(['balancedAccuracy', 'f1']);
    expect(metrics('accuracy')).toEqual(['weightedAccuracy', 'f1']);
  });

  it('reads every preset', () => {
    for (const { text, id } of presets) expect(parseSpec(text).problems, id).toEqual([]);
    expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length);
  });

  it('takes summaries where there are strategies besides random, which they are made of', () => {
    const many = { ...minimal, strategies: ['random', 'margin', 'entropy'] };
    expect(parsed({ ...many, summaries: true }).summaries).toBe(true);
    expect(parsed(many).summaries).toBe(false);
    // The name is free where no row has it.
    const called = { id: 'margin', name: 'best of the strategies' };
    expect(complaints({ strategies: ['random', called, 'entropy'] })).toEqual([]);
  });

  it('has a preset with random, the best and the average of the strategies, in three settings', () => {
    const { text } = presets.find(({ id }) => id === 'npalImages')!;
    const { spec } = parseSpec(text);
    expect(spec).toMatchObject({
      settings: ['balanced', 'imbalanced', 'imbalancedWeighted'],
      models: [{ id: 'cnn' }],
      summaries: true,
    });
    expect(spec!.strategies.map(({ id }) => id)).toEqual([
      ...['random', 'margin', 'entropy', 'leastConfidence', 'kCenterGreedy', 'coreSet'],
    ]);
  });

  it('says where a mistake is', () => {
    expect(problemsOf('{\n  "name": "a",\n  "datasets": [}\n')).toEqual([
      'a.json:3:16: Not valid JSON: value expected',
    ]);
    expect(problemsOf('{\n  "name": "a",\n  "stepz": 3\n}')).toEqual([
      'a.json:1:1: "datasets" is missing',
      'a.json:1:1: "strategies" is missing',
      'a.json:3:12: "stepz" is not a known field',
    ]);
    expect(problemsOf('')).toEqual(['a.json:1:1: The file is empty']);
    expect(problemsOf('[1]')).toEqual(['a.json:1:1: An experiment spec is one JSON object, { ... }']);
  });

  it.each<[string, object, string]>([
    [
      'an unknown strategy',
      { strategies: ['best'] },
      'Unknown query strategy "best"; expected one of: margin, entropy',
    ],
    [
      'an unknown model with parameters',
      { models: [{ id: 'forest', params: {} }] },
      'Unknown task model "forest"; expected one of: logisticRegression, svc',
    ],
    [
      'an unknown generator',
      { datasets: [{ name: 'x', generate: 'moons' }] },
      'Unknown generator "moons"; expected one of: waveform',
    ],
    [
      'an unknown field of a strategy',
      { strategies: [{ id: 'margin', parameters: {} }] },
      '"strategies.0.parameters" is not a known field',
    ],
    ['no strategy', { strategies: [] }, '"strategies" must not be empty'],
    [
      'an unknown parameter',
      { strategies: [{ id: 'cbal', params: { lamda: 1 } }] },
      'Unknown parameter "lamda"; expected one of: lambda',
    ],
    [
      'a parameter out of range',
      { models: [{ id: 'svc', params: { C: -1 } }] },
      'Parameter "C" must be from',
    ],
    [
      'a wrong kernel width',
      { models: [{ id: 'svc', params: { gamma: 'wide' } }] },
      'Parameter "gamma" must be',
    ],
    [
      'neither file nor generator',
      { datasets: [{ name: 'x' }] },
      'The data set "x" names neither a "source" file nor a generator',
    ],
    [
      'both file and generator',
      { datasets: [{ name: 'x', source: 'x.csv', label: 'y', generate: 'waveform' }] },
      'has both "source" and "generate"',
    ],
    [
      'no label column',
      { datasets: [{ name: 'x', source: 'x.csv' }] },
      'does not say in "label" which column of x.csv holds the classes',
    ],
    [
      'a label for generated data',
      { datasets: [{ name: 'x', generate: 'waveform', label: 'y' }] },
      '"label" is about a data file, which the data set "x" has not',
    ],
    [
      'a data set twice',
      { datasets: [minimal.datasets[0], minimal.datasets[0]] },
      '"waveform" is there twice in "datasets" (1 and 2)',
    ],
    [
      'a strategy twice',
      { strategies: ['margin', 'random', 'margin'] },
      '"margin" is there twice in "strategies" (1 and 3): give each a "name" of its own',
    ],
    ['a seed twice', { seeds: [1, 1] }, '"1" is there twice in "seeds"'],
    ['a fraction of rows', { test: 20.5 }, '"test" must be a whole number, or a share below 1, not 20.5'],
    ['no steps', { steps: 0 }, '"steps" must be >=1, not 0'],
    ['a fraction of a batch', { batch: 1.5 }, '"batch" must be a whole number, not 1.5'],
    ['one label to start with', { initial: 1 }, '"initial"'],
    ['a text as factor', { imbalanceFactor: 'ten' }, '"imbalanceFactor": expected number, found "ten"'],
    ['an unknown setting', { settings: ['skewed'] }, '"settings.0"'],
    [
      'a strategy called as the row of the best',
      {
        summaries: true,
        strategies: ['random', 'entropy', { id: 'margin', name: ' Best of the strategies' }],
      },
      'A strategy cannot be called " Best of the strategies" where "summaries" is on, which has a row "best of the strategies": give it another "name"',
    ],
    [
      'a strategy called as the row of the average',
      { summaries: true, strategies: ['entropy', { id: 'random', name: 'average of the strategies' }] },
      'A strategy cannot be called "average of the strategies"',
    ],
    [
      'summaries of one strategy',
      { summaries: true, strategies: ['random', 'margin', { id: 'random', name: 'again' }] },
      '"summaries" needs two strategies or more besides random: add some, or leave it out',
    ],
    ['summaries by name', { summaries: 'best' }, '"summaries": expected boolean, found "best"'],
    ['an unknown metric', { metric: 'precision' }, '"metric"'],
    [
      'a reward oracle without reward rows',
      { strategies: ['rewardOracle'], reward: 0 },
      'Reward oracle needs reward rows: set "reward" above 0',
    ],
  ])('refuses %s', (_, changes, message) => {
    expect(complaints(changes).join('\n')).toContain(message);
  });
});

describe('the JSON schema of specs', () => {
  const schema = toJsonSchema(specSchema, { typeMode: 'input', errorMode: 'ignore' });

  it('names the fields that are needed, and gives ids and words to complete', () => {
    expect(schema.required).toEqual(['name', 'datasets', 'strategies']);
    const text = JSON.stringify(schema);
    for (const word of [
      'kCenterGreedy',
      'checkerboard4x4',
      'logisticRegression',
      'imbalancedWeighted',
      'summaries',
    ]) {
      expect(text).toContain(`"${word}"`);
    }
  });
});
