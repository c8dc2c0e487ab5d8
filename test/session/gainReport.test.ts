import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RealisedGains, RealisedGainsRequest } from '../../src/protocol/gains.ts';
import type { ProjectConfig } from '../../src/protocol/project.ts';
import { gainReport, measureGains, readGainLabels } from '../../src/session/gainReport.ts';
import { objectiveText } from '../../src/protocol/objective.ts';
import type { Ranking } from '../../src/session/ranking.ts';
import { SessionState } from '../../src/session/sessionState.ts';
import type { SessionOptions } from '../../src/session/sessionState.ts';
import type { PredictedGain, ProjectStore } from '../../src/store/store.ts';
import { draft, importRows, TestFolder } from '../store/testStore.ts';

const classNames = ['cat', 'dog'];
const config = {
  name: 'pets',
  classes: classNames.map((name) => ({ name, key: name[0]!, colour: '#111111', description: '' })),
  model: 'logisticRegression',
  modelParams: {},
  strategy: 'neuralProcess',
  objective: { kind: 'f1', positive: 1 },
} as unknown as ProjectConfig;
const features = { featuresId: 'f', rows: 60, columns: 2, notes: [], cached: true, durationMs: 0 };

let folder: TestFolder;
let store: ProjectStore;
let asked: RealisedGainsRequest[];
let predicted: readonly PredictedGain[];
beforeEach(async () => {
  folder = new TestFolder();
  store = await folder.open();
  asked = [];
  predicted = [];
  await importRows(
    store,
    Array.from({ length: 60 }, (_, index) => ({ id: `i${index}`, label: null })),
  );
});
afterEach(() => folder.remove());

/** Labels items 0, 1, ... by turns as cat and dog; the first `random` of them came by the random stream. */
const labelItems = async (count: number, random: number): Promise<void> => {
  for (let index = 0; index < count; index++) {
    const stream = index < random ? 'random' : 'strategy';
    const provenance = {
      round: 1,
      rankShown: 1,
      strategy: 'neuralProcess',
      stream,
      selectionProbability: 0.5,
      modelId: 'm',
      suggestionShown: false,
    } as const;
    await store.appendEvents([draft('label', `i${index}`, classNames[index % 2], { provenance })]);
  }
};

const predictedOf = async (itemId: string, change: Partial<PredictedGain> = {}): Promise<PredictedGain> => {
  const item = await store.item(itemId);
  return {
    row: item!.row,
    itemId,
    label: item!.state.label!,
    round: 1,
    strategy: 'neuralProcess',
    stream: 'strategy',
    objective: objectiveText(config.objective, classNames),
    sharedLabels: 0,
    mean: 0.02,
    deviation: 0.01,
    ...change,
  };
};

const stateOf = (): SessionState => {
  const realisedGains = (request: RealisedGainsRequest): Promise<RealisedGains> => {
    asked.push(request);
    const gains = Float64Array.from(request.asked, (_, index) => (index === 0 ? 0.25 : NaN));
    return Promise.resolve({ gains, correlation: null, coverage: [] });
  };
  const engine = { realisedGains } as unknown as SessionOptions['engine'];
  const known = {
    events: () => store.events(),
    itemsPage: (...page: Parameters<ProjectStore['itemsPage']>) => store.itemsPage(...page),
    labelSnapshot: () => store.labelSnapshot(),
    predictedGains: () => Promise.resolve(predicted),
  } as unknown as ProjectStore;
  return new SessionState({ config, engine } as unknown as SessionOptions, known, folder.path);
};

describe('the report of predicted gains', () => {
  it('asks for what labels with a prediction gained, and pairs the two', async () => {
    await labelItems(56, 52);
    predicted = [
      await predictedOf('i53'),
      await predictedOf('i54', { mean: -0.01 }),
      await predictedOf('i55', { objective: '"accuracy"' }),
    ];
    const state = stateOf();
    const labels = await readGainLabels(state);
    const realised = await measureGains(state, features, labels, {});
    const [request] = asked;
    expect(request!.objective).toEqual(config.objective);
    expect(request!.isRandom.reduce((sum, flag) => sum + flag, 0)).toBe(52);
    // A gain of another score is left out; the places are those of the rows that were predicted.
    expect(Array.from(request!.asked, (place) => request!.labeledRows[place])).toEqual(
      predicted.slice(0, 2).map(({ row }) => row),
    );
    expect([...request!.predicted.mean]).toEqual([0.02, -0.01]);
    const report = gainReport(state, labels, realised);
    expect(report).toMatchObject({
      projectName: 'pets',
      score: 'F1 of “dog”',
      network: null,
      predictedLabels: 2,
      randomLabels: 52,
      randomNeeded: 50,
    });
    expect(report.pairs).toEqual([
      {
        itemId: 'i53',
        label: 'dog',
        round: 1,
        predicted: 0.02,
        deviation: 0.01,
        realised: 0.25,
        shared: false,
      },
    ]);
  });

  it('measures nothing with too few random labels, or without predictions', async () => {
    await labelItems(55, 49);
    predicted = [await predictedOf('i53')];
    const few = stateOf();
    expect(await measureGains(few, features, await readGainLabels(few), {})).toBeNull();
    await labelItems(56, 56);
    predicted = [];
    const none = stateOf();
    expect(await measureGains(none, features, await readGainLabels(none), {})).toBeNull();
    expect(asked).toEqual([]);
    expect(gainReport(none, await readGainLabels(none), null).pairs).toEqual([]);
  });

  it('says why gains are not predicted yet, not how a strategy ranked that never predicts any', async () => {
    const state = stateOf();
    state.strategyTitles = new Map([['selectionViaProxy', 'Via a proxy']]);
    const reportOf = async (change: Partial<Ranking>) => {
      state.ranking = { round: 3, learning: null, coldStart: null, fallback: null, ...change } as Ranking;
      return gainReport(state, await readGainLabels(state), null);
    };
    const early = { strategy: 'neuralProcess', fallback: 'Gains are learned from 20 labels on.' };
    expect((await reportOf(early)).fallback).toBe('Gains are learned from 20 labels on.');
    const cold = { strategy: 'neuralProcess', coldStart: 'One class is missing.' };
    expect((await reportOf(cold)).fallback).toBe('One class is missing.');
    // The neural process was chosen since.
    const other = { strategy: 'selectionViaProxy', fallback: 'Ranked by a logistic regression.' };
    expect(await reportOf(other)).toMatchObject({ fallback: '', strategyTitle: 'Via a proxy' });
    expect((await reportOf({ ...other, ...cold, strategy: 'margin' })).fallback).toBe('');
  });
});
