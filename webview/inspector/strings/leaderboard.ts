/** Words of the tab "Leaderboard". */
export const strings = {
  standings: 'What labels gained',
  standingsText: (score: string) =>
    `The realised gain of a label is the ${score} of the task model with it minus that without it, all other labels kept, on your labels of the random stream other than itself. Most gains are 0 and the rest are small, so look at the intervals.`,
  measured: (measured: number, labels: number) =>
    measured === labels
      ? `All ${labels} labels that somebody proposed were measured.`
      : `${measured} of the ${labels} labels that somebody proposed were measured.`,
  use: 'Use',
  used: 'In use',
  useRandom: 'Use Random',
  switched: (title: string) => `The next round ranks by ${title}.`,

  guardWorse: (title: string, labels: number, p: string) =>
    `${title} is worse than random here: its first ${labels} labels gained less than labels drawn at random (${p}).`,
  guardFine: (title: string, labels: number, p: string) =>
    `The guard looked at the first ${labels} labels of ${title} and does not find them worse than random (${p}).`,
  guardNext: (labels: number) => `It looks again at ${labels} labels.`,
  guardWaits: (title: string, labels: number) =>
    `The guard looks for the first time when ${title} has ${labels} labels.`,
  guardOff: 'The guard is off (the setting nextlabel.guardLevel is 0).',
  guardRandom: 'The strategy is Random: there is nothing to guard against.',
  guardLevel: (share: string) => `Over all its looks the chance of a false alarm is ${share}.`,

  fewTitle: (missing: number) => `${missing} more random ${missing === 1 ? 'label' : 'labels'} needed`,
  fewText: (have: number, needed: number) =>
    `Gains are measured on labels of items that were drawn at random. There are ${have} of ${needed}. They come by themselves while you label: a share of the queue is random ("randomShare" in the project file).`,
  noneTitle: 'No strategy has labels yet',
  noneText: 'Label some items that a strategy proposed, and they are credited to it here.',

  weights: 'Weights',
  noWeights: 'No round asked other strategies',
  noWeightsText:
    'AutoAL, ALBL, TAILOR and the uniform vote ask several strategies and weigh what they say. Choose one of them to see here how much each counts.',
  chooseStrategy: 'Choose Strategy…',
  vote: (round: number) => `The vote of round ${round}`,
  sameAsUniform: (share: string) => `A vote with equal weights would have ${share} of the next batch too.`,
  noVote: 'This round was ranked by one strategy alone.',
} as const;
