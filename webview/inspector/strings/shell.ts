/** Words of the inspector that all tabs share; each tab has a file of its own beside this one. */
export const strings = {
  opening: 'Opening…',
  noAnswer: 'NextLabel does not answer. Close this view and open it again, or restart the engine.',
  title: (project: string) => `Strategy inspector: ${project}`,
  tabList: 'What to look at',
  tabs: {
    why: 'Why this item',
    map: 'Map',
    strategies: 'Strategies',
    leaderboard: 'Leaderboard',
    time: 'Over time',
    look: 'Second look',
    budget: 'Budget and stopping',
  },

  round: 'Round',
  roundGroup: 'Round to look at',
  roundSlider: 'Round, as a slider',
  roundOf: (round: number, last: number) => `${round} of ${last}`,
  roundMade: (at: string, strategy: string) => `${at}, by ${strategy}`,
  latest: 'Latest',
  latestTitle: 'Look at the last round',
  newer: (round: number) => `Round ${round} has come since`,
  newerShow: 'Show It',

  noRoundTitle: 'No ranking yet',
  noRoundText:
    'A round is made once the data are imported and the labeling view has been opened. It shows up here by itself.',
  openLabelingView: 'Open Labeling View',

  asking: 'Working it out…',
  askingLabel: 'Progress',
  cancel: 'Cancel',
  cancelledTitle: 'Cancelled',
  cancelledText: 'This was not worked out to its end.',
  failedTitle: 'This could not be worked out',
  again: 'Try Again',

  noItem: (itemId: string) => `There is no item "${itemId}" in this project.`,

  saveCsvOf: (title: string) => `Save as CSV: ${title}`,
  moreRows: (next: number, left: number) =>
    next === left ? `Show the other ${left}` : `Show ${next} more of ${left}`,
  sortBy: (column: string) => `Sort by ${column}`,
} as const;

/** A point in time as people here read it. */
export function atText(iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime())
    ? iso
    : at.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
