import { describe, expect, it } from 'vitest';
import type { RunChoice } from '../../../src/protocol/runFacts.ts';
import { nearestRun, valuesOf } from '../../../webview/inspector/state/nearestRun.ts';

const run = (dataset: string, strategy: string, seed: number): RunChoice => ({
  id: `${dataset} ${strategy} ${seed}`,
  dataset,
  setting: 'balanced',
  model: 'svc',
  strategy,
  dataSeed: 0,
  seed,
  split: `${dataset} ${seed}`,
});

const runs = [
  run('a', 'margin', 0),
  run('a', 'margin', 1),
  run('a', 'random', 0),
  run('b', 'margin', 1),
  run('b', 'entropy', 0),
  run('b', 'entropy', 1),
];

describe('the run that is nearest to a choice', () => {
  it('differs in nothing else where there is such a run', () => {
    const found = nearestRun(runs, runs[1]!, { dimension: 'dataset', value: 'b' });
    expect(found?.id).toBe('b margin 1');
  });

  it('keeps what weighs more where not every combination was run', () => {
    // The strategy was not run on a, so the data set has to be another; the seed stays.
    expect(nearestRun(runs, runs[1]!, { dimension: 'strategy', value: 'entropy' })?.id).toBe('b entropy 1');
    // Seed 1 was not run by random: the strategy stays, the seed is another.
    expect(nearestRun(runs, runs[1]!, { dimension: 'strategy', value: 'random' })?.id).toBe('a random 0');
    expect(nearestRun(runs, runs[2]!, { dimension: 'seed', value: 1 })?.id).toBe('a margin 1');
  });

  it('is none where no run has the value', () => {
    expect(nearestRun(runs, runs[0]!, { dimension: 'seed', value: 7 })).toBeNull();
  });

  it('is chosen from the values that there are, in the order of the runs', () => {
    expect(valuesOf(runs, 'strategy')).toEqual(['margin', 'random', 'entropy']);
    expect(valuesOf(runs, 'dataSeed')).toEqual([0]);
  });
});
