const whole = (count: number): string => count.toLocaleString('en');
const labels = (count: number): string => `${whole(count)} ${count === 1 ? 'label' : 'labels'}`;

/** Words of the tab "Second look"; sentences with numbers are those of src/charts/inspector/secondLookWords.ts. */
export const strings = {
  doubts: 'Labels in doubt',
  intro:
    'Confirm a label that is right, correct one that is wrong. Both are kept in the log with all others; what you confirmed is not doubted again, and a correction leaves what was measured before as it is.',
  queue: 'The label to look at',
  left: (left: number, all: number) => `${whole(left)} of ${labels(all)} left to look at`,
  later: (count: number) => `${labels(count)} put off`,
  held: (count: number) =>
    `${labels(count)} held back: ${count === 1 ? 'its item waits' : 'their items wait'} to be asked again without it, and nothing may tell before.`,
  decided: (confirmed: number, corrected: number) =>
    [
      ...(confirmed === 0 ? [] : [`${whole(confirmed)} confirmed`]),
      ...(corrected === 0 ? [] : [`${whole(corrected)} corrected`]),
    ].join(', '),

  labeledAs: 'Labeled',
  mayBe: 'May be',
  loading: 'Loading…',
  why: 'Why',
  near: 'Nearly the same',
  whyThis: 'Why Was It Asked?',

  keep: (name: string) => `Keep “${name}”`,
  keepTitle: 'The label is right',
  change: (name: string) => `Change to “${name}”`,
  changeTitle: 'What it may be instead is right',
  other: 'Another class',
  set: 'Change',
  putOff: 'Later',
  putOffTitle: 'Put it off: the label stays in doubt',
  undo: 'Undo',
  undoTitle: 'Take back the last step',
  keys: { keep: 'Space', change: 'Enter', putOff: 'S', undo: 'U' },

  staleByYou: (corrected: number) =>
    `You corrected ${labels(corrected)} since this was worked out, and models that learn from the right ones may doubt others.`,
  staleByOthers: 'Labels have changed since this was worked out.',
  lookAgain: 'Look Again',
  lookAgainTitle: 'Work it out anew from the labels of now',

  doneTitle: 'You have looked at all of them',
  doneText: 'New doubts may come with more labels.',
  allHeldTitle: 'Nothing to look at just now',
  noneTitle: 'No label is in doubt',
  noneText: (judged: number) =>
    `${labels(judged)} were judged by models that had not seen them, nearly equal items were compared, and none stands out.`,
  tooFewTitle: 'Too few labels to judge',
  noProbabilitiesTitle: 'This model cannot judge labels',
  onlyLaterTitle: 'Only those that you put off are left',
  backToLater: 'Look at Them Now',

  model: 'What the model says',
  twins: 'Near-duplicates',
  agreement: 'Agreement',
  openProjectFile: 'Open Project File',
  table: { decided: 'Decided here' },
  kept: 'confirmed',
  latered: 'put off',

  said: {
    kept: (item: string, name: string) => `${item}: “${name}” is confirmed.`,
    changed: (item: string, from: string, to: string) => `${item}: “${from}” is corrected to “${to}”.`,
    putOff: (item: string) => `${item} is put off.`,
    back: (item: string) => `${item} is back.`,
    next: (item: string, name: string, left: number) =>
      `Next: ${item}, labeled “${name}”; ${whole(left)} left.`,
    none: 'None is left.',
  },
} as const;
