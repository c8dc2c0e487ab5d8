import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { objectiveScore } from '../../../src/engine/metrics/objectiveScore.ts';
import { rewardFolds } from '../../../src/engine/neuralProcess/rewardFolds.ts';
import { simulateGains } from '../../../src/engine/neuralProcess/simulateGains.ts';
import type { SimulationSettings } from '../../../src/engine/neuralProcess/simulateGains.ts';
import { leaveOneOutGains, measureGains } from '../../../src/engine/neuralProcess/measureGains.ts';
import type { GainTask } from '../../../src/engine/neuralProcess/measureGains.ts';
import { gatherRows } from '../../../src/engine/numeric/gatherRows.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { logLikelihood, scoreOf } from '../../../src/engine/oracle/oracleMetric.ts';
import { fitAndPredict } from '../../../src/engine/oracle/referenceRetrainer.ts';
import { gaussianClasses } from '../syntheticData.ts';

const model = { id: 'logisticRegression', c: 1 } as const;
const settings: SimulationSettings = {
  simulations: 23,
  mostTargets: 0,
  targetChoice: 'random',
  checked: 0,
  withLikelihood: false,
};

function taskOf(classCount: number, overrides: Partial<GainTask> = {}): GainTask {
  const labeled = gaussianClasses(40, 3, { classCount, seed: 5 });
  return {
    labeled,
    classCount,
    model,
    score: objectiveScore({ kind: 'accuracy' }, classCount),
    folds: rewardFolds(labeled.labels, { most: 200 }, createRng(2)),
    ...overrides,
  };
}

/** Score and mean log-likelihood on `places`, by a plain fit to `rows`. */
function judged({ labeled, classCount }: GainTask, rows: Int32Array, places: Int32Array) {
  const labels = places.map((place) => labeled.labels[place]!);
  const evaluation = { features: gatherRows(labeled.features, places), labels };
  const outcome = fitAndPredict({ rows: labeled, evaluation, classCount }, model, rows);
  const truth = { labels, weights: new Float64Array(labels.length).fill(1), classCount };
  return {
    score: scoreOf('weightedAccuracy', truth, outcome),
    likelihood: logLikelihood(truth, outcome) / labels.length,
  };
}

describe.each([2, 3])('gains of %i classes', (classCount) => {
  const task = taskOf(classCount);

  it('are the score, and the mean log-likelihood, with each target minus those without', () => {
    const fold = task.folds[1]!;
    const context = fold.open.slice(0, 12);
    const targets = fold.open.slice(12, 20);
    const { score, likelihood } = measureGains(task, fold, [{ context, targets }], true)[0]!;
    const before = judged(task, context, fold.reward);
    targets.forEach((row, place) => {
      const after = judged(task, Int32Array.of(...context, row), fold.reward);
      expect(score[place]).toBeCloseTo(after.score - before.score, 9);
      expect(likelihood![place]).toBeCloseTo(after.likelihood - before.likelihood, 6);
    });
  });

  it('leave out one label after the other, averaged over the folds that may use it', () => {
    const gains = leaveOneOutGains(task);
    for (const row of [0, 7, 39]) {
      const folds = task.folds.filter(({ open }) => open.includes(row));
      const each = folds.map(({ open, reward }) => {
        const others = open.filter((other) => other !== row);
        return judged(task, open, reward).score - judged(task, others, reward).score;
      });
      expect(gains[row]).toBeCloseTo(each.reduce((sum, gain) => sum + gain, 0) / each.length, 9);
    }
  });
});

describe('simulateGains', () => {
  const task = taskOf(2);

  it('cuts problems from the open labels of all folds, never from the reward that judges them', () => {
    const { problems } = simulateGains(task, settings, createRng(1));
    expect(problems).toHaveLength(23);
    for (const { context, targets, score } of problems) {
      const used = new Set([...context, ...targets]);
      expect(used.size).toBe(context.length + targets.length);
      expect(task.folds.some(({ open }) => [...used].every((place) => open.includes(place)))).toBe(true);
      expect(score).toHaveLength(targets.length);
    }
  });

  it('measures a random part of the targets where that is asked for', () => {
    const { problems: some } = simulateGains(task, { ...settings, mostTargets: 4 }, createRng(1));
    expect(Math.max(...some.map(({ targets }) => targets.length))).toBe(4);
    const { problems: all } = simulateGains(task, settings, createRng(1));
    some.forEach(({ context, targets, score }, index) => {
      expect(context).toEqual(all[index]!.context);
      targets.forEach((row, place) =>
        expect(score[place]).toBe(all[index]!.score[all[index]!.targets.indexOf(row)]),
      );
    });
  });

  it('measures what is likely to matter and estimates the rest, where that is asked for', () => {
    const full = { ...settings, checked: 0.2, withLikelihood: true };
    const thrifty = { ...full, mostTargets: 10, targetChoice: 'likely' } as const;
    const { problems, checked } = simulateGains(task, thrifty, createRng(1));
    const whole = simulateGains(task, full, createRng(1));
    expect(checked).toEqual(whole.checked);
    expect(checked.size).toBe(5);
    problems.forEach(({ targets, score, likelihood, spent }, index) => {
      const known = whole.problems[index]!;
      expect(targets).toEqual(known.targets);
      const isCut = targets.length > 10 && !checked.has(index);
      expect(spent !== undefined).toBe(isCut);
      const places = [...targets.keys()];
      const measured = places.filter((place) => !Number.isNaN(score[place]!));
      expect(measured).toHaveLength(isCut ? 10 : targets.length);
      expect(likelihood!.every(Number.isFinite)).toBe(true);
      for (const place of places) {
        const value = measured.includes(place) ? known.likelihood![place]! : spent!.estimates[place]!;
        expect(likelihood![place]).toBeCloseTo(value, 6);
      }
    });
  });

  it('takes reward rows that are set apart instead', () => {
    const reward = gaussianClasses(30, 3, { seed: 6 });
    const open = Int32Array.from(task.labeled.labels.keys());
    const apart = { ...task, reward, folds: [{ open, reward: new Int32Array(0) }] };
    const [problem] = simulateGains(apart, { ...settings, simulations: 1 }, createRng(1)).problems;
    const { context, targets, score } = problem!;
    expect(context.length + targets.length).toBe(40);
    const truth = { labels: reward.labels, weights: new Float64Array(30).fill(1), classCount: 2 };
    const data = { rows: task.labeled, evaluation: reward, classCount: 2 };
    const scored = (rows: Int32Array): number =>
      scoreOf('weightedAccuracy', truth, fitAndPredict(data, model, rows));
    targets.forEach((row, place) =>
      expect(score[place]).toBeCloseTo(scored(Int32Array.of(...context, row)) - scored(context), 9),
    );
  });

  it('stops when it is cancelled', () => {
    const stopped = { ...task, signal: { aborted: true } };
    expect(() => simulateGains(stopped, settings, createRng(1))).toThrow(CancelledError);
    expect(() => leaveOneOutGains(stopped)).toThrow(CancelledError);
  });
});

describe('rewardFolds', () => {
  const labels = Int32Array.from({ length: 63 }, (_, place) => (place % 6 === 0 ? 1 : 0));

  it('holds out each label once, and leaves as many open in every fold', () => {
    const folds = rewardFolds(labels, { most: 200 }, createRng(3));
    expect(folds.flatMap(({ reward }) => [...reward]).sort((a, b) => a - b)).toEqual([...labels.keys()]);
    expect(new Set(folds.map(({ open }) => open.length)).size).toBe(1);
    for (const { open, reward } of folds) {
      expect(reward.filter((place) => open.includes(place))).toHaveLength(0);
      expect(reward.filter((place) => labels[place] === 1).length).toBeGreaterThanOrEqual(2);
    }
  });

  it('cuts many labels once: a stratified sample is open, the rest is reward', () => {
    const many = Int32Array.from({ length: 600 }, (_, place) => (place % 10 === 0 ? 1 : 0));
    const [fold, ...others] = rewardFolds(many, { most: 200 }, createRng(3));
    expect(others).toHaveLength(0);
    expect(fold!.open).toHaveLength(200);
    expect(new Set([...fold!.open, ...fold!.reward]).size).toBe(600);
    expect(fold!.open.filter((place) => many[place] === 1)).toHaveLength(20);
  });

  it('measures no gain on labels of the random stream once there are enough others', () => {
    const isJudge = Uint8Array.from(labels, (_, place) => (place % 6 === 3 ? 1 : 0));
    const folds = rewardFolds(labels, { most: 200, isJudge }, createRng(3));
    const reward = folds.flatMap(({ reward: places }) => [...places]).sort((a, b) => a - b);
    expect(reward).toEqual([...labels.keys()].filter((place) => isJudge[place] === 0));
    // They are still cut into problems, and the folds are of one size.
    for (const { open } of folds)
      expect(open.filter((place) => isJudge[place] === 1).length).toBeGreaterThan(8);
    expect(new Set(folds.map(({ open }) => open.length)).size).toBe(1);
  });

  it.each([
    ['few others', (place: number) => place % 4 !== 0],
    ['others of one class', (place: number) => place % 6 === 0],
  ])('measures on them too where there are %s', (_what, judges) => {
    const isJudge = Uint8Array.from(labels, (_, place) => (judges(place) ? 1 : 0));
    expect(rewardFolds(labels, { most: 200, isJudge }, createRng(3))).toEqual(
      rewardFolds(labels, { most: 200 }, createRng(3)),
    );
  });

  it('holds others out in turn where many labels leave too few of them, at a bounded cost', () => {
    const many = Int32Array.from({ length: 900 }, (_, place) => place % 2);
    const isJudge = Uint8Array.from(many, (_, place) => (place < 800 ? 1 : 0));
    const folds = rewardFolds(many, { most: 200, isJudge }, createRng(3));
    expect(folds.flatMap(({ reward }) => [...reward]).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 100 }, (_, index) => 800 + index),
    );
    for (const { open } of folds) expect(open).toHaveLength(300);
  });
});
