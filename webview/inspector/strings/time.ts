/** Words of the tab "Over time". */
export const strings = {
  asked: (round: number) => `What round ${round} put on screen`,
  askedText: 'In the order in which it was decided. Choose an item to see why it was asked.',
  askedTable: (round: number) => `Decided items of round ${round}`,
  nothingAsked: 'Nothing of what this round put on screen has been labeled or skipped.',
  columns: {
    item: 'Item',
    excerpt: 'Content',
    stream: 'Proposed by',
    rank: 'Rank',
    label: 'Labeled',
    labelNow: 'By now',
    seconds: 'Seconds',
    gain: 'Predicted gain',
  },
  skipped: 'skipped',
  gain: (mean: string, deviation: string) => `${mean} ± ${deviation}`,

  rounds: 'All rounds',
  roundsTable: 'Rounds',
  roundsText: 'Choose a round to look at it in every tab.',
  roundColumns: {
    round: 'Round',
    at: 'At',
    strategy: 'Strategy',
    labels: 'Labels known',
    asked: 'Decided',
    random: 'Of them at random',
    seconds: 'Seconds per label',
    accuracy: 'Predicted',
    recent: 'Recent accuracy',
  },

  accuracy: 'How good the model is',
  noAccuracyTitle: 'No honest accuracy is known yet',
  noAccuracyText:
    'It is measured on labels of items that were drawn at random and that a model had predicted before. A share of the queue is random ("randomShare" in the project file).',
  overall: (text: string) =>
    `Over all rounds: ${text}. Models of early rounds count in it, so that the last one is likely to be better.`,

  balance: 'Labels and time',

  gains: 'Predicted and realised gain',
  gainsText:
    'The realised gain of a label is the score of the task model with it minus the score without it, measured on your labels of the random stream.',
  measure: 'Measure Realised Gains',
  noGains: 'No round of this project predicted what labels would gain. The strategy Neural process does.',
  noPairsTitle: 'Nothing to compare yet',
  noPairs: (have: number, needed: number) =>
    `Gains are measured on labels of items that were drawn at random. There are ${have} of ${needed} that are needed.`,
  noPredicted: 'No label that was set has a prediction: label items of a round that predicts gains.',
} as const;
