import type { RunDimension } from '../state/nearestRun.ts';

/** Words about runs of an experiment. */
export const strings = {
  runGroup: 'Run to look at',
  run: 'Run',
  dimensions: {
    dataset: 'Data set',
    setting: 'Setting',
    model: 'Model',
    strategy: 'Strategy',
    dataSeed: 'Data seed',
    seed: 'Seed',
  } satisfies Record<RunDimension, string>,
  same: (dimension: string, value: string) => `${dimension} ${value}`,

  step: 'Step',
  stepGroup: 'Step to look at',
  stepSlider: 'Step, as a slider',
  last: 'Last',
  lastTitle: 'Look at the last step',
  stepMade: (labels: string, metric: string, score: string) => `${labels} labels, ${metric} ${score}`,

  noStepTitle: 'This run picked nothing',
  noStepText: 'Its pool was empty from the start. Choose another run.',

  noRow: (itemId: string) =>
    `The split of this run has no "${itemId}". Rows are counted from 0, without the header.`,
  byRow: 'Row of the data',
  className: 'Class',

  picked: (place: number, batch: number) =>
    batch === 1 ? 'The step picked it.' : `The step picked it as number ${place} of ${batch}.`,
  notPicked: 'The step did not pick it.',
  notInPool: 'The step did not rank it: it was labeled before, or it is kept for the test or the reward.',
  about: 'About this step',
  replaySame: (count: number) =>
    `Worked out again, the step is the same as it was: its score and ${count === 1 ? 'the item' : `the ${count} items`} that it picked.`,
  replayDiffers: 'Worked out again, the step is not the same as it was.',
  facts: {
    dataset: 'Data set',
    setting: 'Setting',
    seeds: 'Seeds',
    seedsText: (dataSeed: number, seed: number) => `data ${dataSeed}, run ${seed}`,
    score: 'Score',
    fit: 'Fit took',
    select: 'Choice took',
  },

  picks: (step: number) => `What step ${step} picked`,
  picksTable: (step: number) => `Picks of step ${step}`,
  picksText: (wrong: number, count: number) =>
    `Best first. The model was wrong about ${wrong} of ${count}. Choose one to see why it was picked.`,
  pickColumns: {
    item: 'Item',
    excerpt: 'Content',
    className: 'Class',
    predicted: 'Predicted',
    probability: 'Probability of its class',
    score: 'Score of the strategy',
  },

  quality: 'How good the model is',
  balance: 'Labels and time',
  steps: 'All steps',
  stepsText: 'Choose a step to look at it in every tab.',
  stepsTable: 'Steps',
  stepColumns: {
    step: 'Step',
    labels: 'Labels known',
    auroc: 'AUROC',
    fit: 'Fit, seconds',
    select: 'Choice, seconds',
  },
  afterwards: (labels: string, metric: string, score: string) =>
    `Each score is that of the model before the step’s batch; after the last one, with ${labels} labels, ${metric} is ${score}.`,
  absent:
    'All labels of an experiment are known, and nobody spent time on them: there is nothing to forecast, to look at a second time, or to label.',
} as const;
