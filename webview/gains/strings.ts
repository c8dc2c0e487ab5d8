/** Every word that the view of predicted gains says by itself, in one place for translation. */
const labels = (count: number): string => `${count} ${count === 1 ? 'label' : 'labels'}`;

export const strings = {
  opening: 'Opening…',
  noAnswer: 'NextLabel does not answer. Close this view and open it again, or restart the engine.',
  title: (project: string) => `Gain predictions: ${project}`,
  subtitle: (strategy: string, score: string) => `Strategy ${strategy}, gains of ${score}`,
  round: (round: number) => (round === 0 ? 'No ranking yet' : `Round ${round}`),
  measuring: (share: number) => `Measuring realised gains: ${Math.round(100 * share)} %`,
  measuringLabel: 'Realised gains measured',
  measured: (count: number) => `Realised gains of ${labels(count)} measured.`,
  cancel: 'Cancel',
  measureAgain: 'Measure Again',
  measureAgainTitle: 'Measure realised gains with the labels that were set since',
  chooseStrategy: 'Choose Strategy…',

  networkTitle: 'What the network learned',
  networkText:
    'At each round the strategy cuts many small labeling problems out of your labels, measures what each label in them gains, and trains a network to predict that.',
  noNetworkTitle: 'No gains are predicted',
  noNetworkText: (strategy: string) =>
    `The last round was ranked by ${strategy}, which predicts no gains. The strategy Neural process does.`,
  noRoundText: 'There is no ranking in this window yet. This page fills as soon as there is one.',

  realisedTitle: 'Predicted and realised gain',
  realisedText:
    'The realised gain of a label is the score of the task model with it minus the score without it, with all other labels kept, on your labels of the random stream other than itself.',
  noPredictionsTitle: 'No labeled item had a prediction yet',
  noPredictionsText:
    'Label some items that a round with predicted gains has put in the queue, then measure again.',
  fewTitle: (missing: number) => `${missing} more random ${missing === 1 ? 'label' : 'labels'} needed`,
  fewText: (have: number, needed: number) =>
    `Gains are measured on labels of items that were drawn at random. There are ${have}; with fewer than ${needed} nearly every gain would be exactly 0. They come by themselves while you label: a share of the queue is random ("randomShare" in the project file).`,

  deviationTitle: 'Are the deviations honest?',
  noDeviationText: 'There is nothing to compare deviations with yet.',
} as const;
