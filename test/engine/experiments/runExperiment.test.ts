import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { listJobs } from '../../../src/engine/experiments/experimentJob.ts';
import type { ExperimentJob } from '../../../src/engine/experiments/experimentJob.ts';
import { planExperiment } from '../../../src/engine/experiments/planExperiment.ts';
import { runExperiment } from '../../../src/engine/experiments/runExperiment.ts';
import { createTimeLeft } from '../../../src/engine/experiments/timeLeft.ts';
import type { RunRecord } from '../../../src/protocol/experiment.ts';
import type { ExperimentEvent } from '../../../src/protocol/experimentRun.ts';
import { clouds, method, smallSpec } from './experiments.ts';

const recordOf = ({ id }: ExperimentJob): RunRecord => ({ id, times: { totalSeconds: 2 } }) as RunRecord;

async function eventsOf(events: AsyncIterable<ExperimentEvent>): Promise<ExperimentEvent[]> {
  const all: ExperimentEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

describe('listJobs', () => {
  it('names every run so that names sort in the order of the spec', () => {
    const jobs = listJobs(
      smallSpec({ strategies: [method('random'), { ...method('margin'), name: 'a/b: c' }] }),
    );
    expect(jobs.map(({ id }) => id)).toEqual([
      '1-clouds-balanced-logisticRegression-random-0-0',
      '2-clouds-balanced-logisticRegression-a_b_c-0-0',
      '3-clouds-balanced-logisticRegression-random-0-1',
      '4-clouds-balanced-logisticRegression-a_b_c-0-1',
    ]);
  });

  it('splits by both seeds, or by the data seed alone', () => {
    const splits = (splitBy: 'dataSeed' | 'dataSeedAndSeed'): number =>
      new Set(listJobs(smallSpec({ splitBy })).map(({ split }) => split)).size;
    expect(splits('dataSeedAndSeed')).toBe(2);
    expect(splits('dataSeed')).toBe(1);
  });
});

describe('planExperiment', () => {
  it('says of what a data set has too few, and runs the rest', () => {
    const spec = smallSpec({ settings: ['balanced', 'imbalanced'], imbalanceFactor: 100 });
    const { jobs, notRun } = planExperiment(spec, [clouds()]);
    expect(jobs).toHaveLength(4);
    expect(notRun).toEqual([
      {
        dataset: 'clouds',
        setting: 'imbalanced',
        model: null,
        strategy: null,
        reason: expect.stringContaining('0 of class c0, 60 of class c1') as string,
      },
    ]);
    const small = planExperiment(smallSpec({ steps: 50 }), [clouds()]).notRun[0]!.reason;
    expect(small).toBe(
      'The balanced setting leaves 120 rows (60 of class c0, 60 of class c1), and 146 are needed: 30 for the test, ' +
        '10 for the reward, 6 labeled at the start, 100 to pick.',
    );
  });

  it('leaves out what a task model cannot serve, with the reason', () => {
    const spec = smallSpec({
      models: [method('svc')],
      strategies: [method('random'), method('margin'), method('oracle', { ties: 'logLikelihood' })],
    });
    const { jobs, notRun } = planExperiment(spec, [clouds()]);
    expect(new Set(jobs.map(({ strategy }) => strategy.id))).toEqual(new Set(['random']));
    expect(notRun.map(({ strategy }) => strategy)).toEqual(['margin', 'oracle']);
    expect(notRun[0]!.reason).toContain('needs probabilities');
  });
});

describe('runExperiment', () => {
  const plan = planExperiment(smallSpec({ seeds: [0, 1, 2] }), [clouds()]);

  it('yields each run as it ends, so many at once as there are workers', async () => {
    let running = 0;
    let most = 0;
    const execute = async (job: ExperimentJob): Promise<RunRecord> => {
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      return recordOf(job);
    };
    const events = await eventsOf(runExperiment(plan, { execute, workers: 2, done: new Set() }));
    expect(most).toBe(2);
    expect(events[0]).toEqual({ kind: 'planned', total: 6, done: 0, notRun: [] });
    const finished = events.filter((event) => event.kind === 'finished');
    expect(finished.map(({ progress }) => progress.done)).toEqual([1, 2, 3, 4, 5, 6]);
    // Two seconds each: three runs are left for two workers after the third.
    expect(finished.map(({ progress }) => progress.secondsLeft)).toEqual([5, 4, 3, 2, 2, 0]);
  });

  it('leaves out what is there already', async () => {
    const done = new Set([plan.jobs[0]!.id, 'something else']);
    const execute = (job: ExperimentJob): Promise<RunRecord> => Promise.resolve(recordOf(job));
    const events = await eventsOf(runExperiment(plan, { execute, workers: 1, done }));
    expect(events[0]).toMatchObject({ total: 6, done: 1 });
    expect(events).toHaveLength(6);
  });

  it('ends with a cancellation once it is aborted, with what had ended before', async () => {
    const controller = { aborted: false };
    const execute = (job: ExperimentJob): Promise<RunRecord> =>
      controller.aborted ? Promise.reject(new CancelledError()) : Promise.resolve(recordOf(job));
    const seen: ExperimentEvent[] = [];
    const run = async (): Promise<void> => {
      for await (const event of runExperiment(plan, {
        execute,
        workers: 1,
        done: new Set(),
        signal: controller,
      })) {
        seen.push(event);
        if (seen.length === 3) controller.aborted = true;
      }
    };
    await expect(run()).rejects.toThrow(CancelledError);
    expect(seen.length).toBeGreaterThanOrEqual(3);
    expect(seen.length).toBeLessThan(6);
  });

  it('passes on what a run fails of', async () => {
    const execute = (): Promise<RunRecord> => Promise.reject(new RangeError('too large'));
    await expect(eventsOf(runExperiment(plan, { execute, workers: 2, done: new Set() }))).rejects.toThrow(
      'too large',
    );
  });
});

describe('createTimeLeft', () => {
  it('knows that strategies differ, and takes the mean for what it has not seen', () => {
    const [slow, fast] = planExperiment(smallSpec(), [clouds()]).jobs as [ExperimentJob, ExperimentJob];
    const timeLeft = createTimeLeft();
    expect(timeLeft.estimate([slow], 1)).toBeNull();
    timeLeft.ended(slow, 10);
    expect(timeLeft.estimate([fast], 1)).toBe(10);
    timeLeft.ended(fast, 2);
    expect(timeLeft.estimate([fast, slow], 2)).toBe(6);
  });
});
