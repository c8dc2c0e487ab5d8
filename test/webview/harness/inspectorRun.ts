import type { InspectorCard, InspectorItem, InspectorSnapshot } from '../../../src/protocol/inspector.ts';
import type { PickedRow, RunHistory } from '../../../src/protocol/inspectorRun.ts';
import type { WhyAnswer } from '../../../src/protocol/inspectorWhy.ts';
import type { RunChoice } from '../../../src/protocol/runFacts.ts';
import { whyAnswer } from './inspectorWhy.ts';

/** An experiment in place of a project. */
export interface RunOptions {
  /** Id of the run; by default the first. */
  readonly run?: string;
  /** Only the first run is done. */
  readonly single?: boolean;
}

const STEPS = 8;
const classes = ['spam', 'ham', 'newsletter'];
const strategies = ['margin', 'entropy', 'EER, log loss'];

/** Two data sets; the smaller one was not run with the slow strategy. */
const allRuns: readonly RunChoice[] = ['letters of an archive', 'waveform'].flatMap((dataset) =>
  (['balanced', 'imbalancedWeighted'] as const).flatMap((setting) =>
    [0, 1, 2].flatMap((seed) =>
      strategies
        .filter((strategy) => dataset === 'waveform' || strategy !== 'EER, log loss')
        .map((strategy) => ({
          id: [dataset, setting, strategy, seed].join('-'),
          dataset,
          setting,
          model: 'logisticRegression',
          strategy,
          dataSeed: 0,
          seed,
          split: [dataset, setting, seed].join('-'),
        })),
    ),
  ),
);

const labeledAt = (step: number): number => 10 + 5 * step;
const scoreAt = (step: number): number => 0.93 - 0.4 * 0.8 ** step + 0.01 * Math.sin(step * 5);
const steps = Array.from({ length: STEPS + 1 }, (_, step) => step);

const history: RunHistory = {
  classes,
  rareClasses: [0, 2],
  labeled: steps.map(labeledAt),
  scores: steps.map(scoreAt),
  recall: steps.map((step) =>
    classes.map((_, index) => (step === 0 && index === 2 ? null : scoreAt(step) - 0.1 * index)),
  ),
  precision: steps.map((step) => classes.map((_, index) => scoreAt(step) - 0.05 * index)),
  auroc: steps.map((step) => (step === 0 ? null : scoreAt(step) + 0.03)),
  auac: 6.1,
  fitSeconds: steps.map((step) => 0.012 + 0.001 * step),
  selectSeconds: steps.slice(1).map((step) => 0.08 + 0.004 * step),
};

/** What is another in the snapshot of an experiment. */
export const runParts = ({
  run: wanted,
  single = false,
}: RunOptions): Pick<
  InspectorSnapshot,
  'place' | 'projectName' | 'kind' | 'rounds' | 'strategies' | 'usual' | 'run'
> => {
  const runs = single ? allRuns.slice(0, 1) : allRuns;
  const run = runs.find(({ id }) => id === wanted) ?? runs[0]!;
  return {
    place: `file:///results/nextlabel-experiment.json#${run.id}`,
    projectName: 'strategies on letters',
    kind: 'tabular',
    rounds: steps
      .slice(1)
      .map((round) => ({ round, startedAt: '2026-03-04T09:00:00Z', strategy: run.strategy })),
    strategies: [
      {
        id: 'margin',
        title: 'Margin',
        description: 'Items whose two likeliest classes are nearly as likely.',
      },
      { id: 'entropy', title: 'Entropy', description: 'Items whose class is least certain.' },
      {
        id: 'EER, log loss',
        title: 'EER, log loss',
        description: 'Items whose label lowers the expected error.',
      },
      { id: 'kCenterGreedy', title: 'k-center', description: 'Items far from all that is labeled.' },
      { id: 'random', title: 'Random', description: 'Items drawn by chance.' },
    ],
    usual: strategies,
    run: { runs, run, metric: 'weightedAccuracy', labeled: history.labeled, scores: history.scores },
  };
};

export const runCard = (row: number): InspectorCard => ({
  itemId: `row ${row}`,
  row,
  excerpt: `height ${(row % 17) / 2} · width ${row % 9} · slant 0.${row % 7}`,
  thumbnail: null,
  label: classes[row % 3]!,
  skipped: false,
  flagged: false,
});

export const runItem = (row: number): InspectorItem | null =>
  row > 999
    ? null
    : {
        ...runCard(row),
        content: {
          kind: 'tabular',
          fields: [
            ['height', String((row % 17) / 2)],
            ['width', String(row % 9)],
            ['slant', `0.${row % 7}`],
          ],
        },
        blind: false,
      };

/** Answers that are others than those about a project. */
export const runAnswers: Readonly<
  Record<string, (step: number, params: unknown, run: RunOptions) => unknown>
> = {
  'inspector/why': (step, params, { run: wanted }): WhyAnswer => {
    const { explanation, ...rest } = whyAnswer(step, params);
    const run = allRuns.find(({ id }) => id === wanted) ?? allRuns[0]!;
    const isKnown = explanation.row >= 100;
    return {
      ...rest,
      explanation: {
        ...explanation,
        changes: isKnown ? null : explanation.changes,
        places: isKnown ? [] : explanation.places,
      },
      slot: null,
      picked: explanation.row < 5 ? explanation.row + 1 : null,
      round: {
        step,
        dataset: run.dataset,
        setting: run.setting,
        dataSeed: run.dataSeed,
        seed: run.seed,
        strategy: { id: 'margin', title: 'Margin', params: {} },
        model: { id: 'logisticRegression', title: 'Logistic regression', params: { C: 1 } },
        batchSize: 5,
        coldStart: null,
        fallback: null,
        labels: [4, 3, 3],
        pool: 469,
        metric: 'weightedAccuracy',
        score: scoreAt(step - 1),
        fitSeconds: 0.012,
        selectSeconds: 0.084,
        replay: { same: true, differences: [], compared: 5 },
      },
    };
  },
  'inspector/run/history': () => history,
  'inspector/run/balance': () => steps.map((step) => [4 + step, 3 + 3 * step, 3 + step]),
  'inspector/run/picks': (step): readonly PickedRow[] =>
    Array.from({ length: 5 }, (_, index) => ({
      row: 10 * step + index,
      label: (10 * step + index) % 3,
      predicted: index % 3,
      probability: 0.31 + 0.04 * index,
      score: -0.02 * index,
    })),
};
