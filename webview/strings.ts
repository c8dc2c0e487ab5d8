import type { GainView, GridFilter, ItemContent, ItemView } from '../src/protocol/labeling.ts';
import { objectiveName } from '../src/protocol/objectiveName.ts';

/**
 * Every word that the labeling view says, in one place for translation. Functions take values, so that a translation
 * can order them as its language does.
 */
const integer = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const percentFormat = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });
const finePercent = new Intl.NumberFormat('en', { style: 'percent', maximumSignificantDigits: 2 });

export const number = (value: number): string => integer.format(value);
export const percent = (value: number): string => percentFormat.format(value);
export const score = (value: number): string => value.toPrecision(3);
const count = (value: number, one: string, many: string): string =>
  `${number(value)} ${value === 1 ? one : many}`;
const items = (value: number): string => count(value, 'item', 'items');

/** In points: hundredths of the score. */
const gainFormat = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const signedGainFormat = new Intl.NumberFormat('en', {
  maximumFractionDigits: 2,
  signDisplay: 'exceptZero',
});
const signedPoints = (gain: number): string => {
  const points = signedGainFormat.format(100 * gain);
  return `${points} ${/^[+-]1$/.test(points) ? 'point' : 'points'}`;
};

const scoreName = ({ objective, className }: GainView): string => objectiveName(objective, className);

export const strings = {
  // Regions
  labelingView: 'Labeling',
  itemRegion: 'Item to label',
  classesRegion: 'Classes',
  actionsRegion: 'Actions',
  nextRegion: 'Next items',
  statusRegion: 'Status',

  // Header
  progressLabel: (labeled: number, total: number) => `${number(labeled)} of ${number(total)} labeled`,
  progressCount: (labeled: number, total: number) => `${number(labeled)} / ${number(total)}`,
  labeledWord: 'labeled',
  skippedCount: (skipped: number) => `${number(skipped)} skipped`,
  flaggedCount: (flagged: number) => `${number(flagged)} flagged`,
  itemView: 'Item',
  gridView: 'Grid',
  viewSwitch: 'View',
  export: 'Export',
  exportTitle: 'Export the labels to a file',
  help: 'Help',
  helpTitle: 'Keys and help (?)',

  // Item
  rank: (rank: number) => `Rank ${number(rank)}`,
  score: (value: number) => `Score ${score(value)}`,
  gain: (gain: GainView) =>
    `Predicted gain ${signedPoints(gain.mean)} of ${scoreName(gain)} (±${gainFormat.format(100 * gain.deviation)})`,
  gainTitle: (gain: GainView) =>
    `How much the label of this item should raise the model's ${scoreName(gain)}, as learned from your labels so ` +
    'far. The number after ± says how unsure that is: about two of three come out within it. A single label changes ' +
    'little, and may also lower the score.',
  row: (row: number) => `Item ${number(row + 1)}`,
  selectionProbability: (probability: number) =>
    `Chance of being picked when it was queued: ${finePercent.format(probability)}`,
  streams: {
    strategy: (strategy: string) => `Picked by ${strategy}`,
    random: () => 'Random sample: keeps accuracy estimates honest',
    coldStart: () => 'Getting started: too few labels to rank by a model yet',
    browse: () => 'Picked by you',
    review: () => 'For review: you have seen this item before',
  } satisfies Record<ItemView['stream'], (strategy: string) => string>,
  labeledAs: 'Labeled',
  skipped: 'Skipped',
  flagged: 'Flagged',
  clearLabel: 'Clear label',
  note: 'Note',
  emptyText: 'This item has no text.',
  emptyRow: 'This row has no values.',
  field: 'Column',
  value: 'Value',
  otherFields: 'Other columns',

  // Image
  imageAlt: (file: string, width: number, height: number) =>
    `Image ${file}, ${number(width)} by ${number(height)} pixels`,
  imageRegion: 'Image. Plus and minus zoom, zero fits, arrow keys move a zoomed image.',
  imageFailed: (file: string) => `${file} could not be shown. Is the file still there?`,
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  zoomFit: 'Fit',
  zoomLevel: (scale: number) => percent(scale),

  // Suggestion
  suggested: 'Suggested',
  suggestionOf: (name: string, probability: number | null) =>
    probability === null ? name : `${name} ${percent(probability)}`,
  accept: 'Accept',
  hideSuggestions: 'Hide',
  hideSuggestionsTitle: 'Hide the suggestions of the model',
  showSuggestions: 'Show suggestions',
  suggestionsHidden: 'Suggestions are hidden.',
  noSuggestionRandom: 'No suggestion: a random sample is labeled without help.',
  noSuggestionLabeled: 'No suggestion: this item has its label.',
  noSuggestionYet: 'No suggestion yet.',

  // Classes
  labelsWord: (labeled: number) => (labeled === 1 ? 'label' : 'labels'),
  findClass: 'Find a class…',
  findClassLabel: 'Find a class by name',
  noClassFound: (query: string) => `No class matches “${query}”.`,
  classesFound: (found: number) => `${count(found, 'class', 'classes')} found`,

  // Actions
  why: 'Why this item?',
  whyTitle: 'Open the strategy inspector on this item',
  withKey: (action: string, key: string) => `${action} (${key})`,
  back: 'Back',
  forward: 'Forward',
  skip: 'Skip',
  flag: 'Flag',
  unflag: 'Unflag',
  noteAction: 'Note',
  undo: 'Undo',
  redo: 'Redo',

  // Next items
  next: 'Next',
  nextEmpty: 'No further items are queued yet.',

  // Status line
  saved: 'Saved',
  saving: (waiting: number) => `Saving ${number(waiting)}…`,
  notSaved: (waiting: number) => `Not saved: retrying ${number(waiting)}`,
  notSavedAlert: 'Labels could not be saved yet. They are kept here and sent again.',
  retryNow: 'Retry now',
  rankedAgo: (labels: number) =>
    labels === 0 ? 'Ranked just now' : `Ranked ${count(labels, 'label', 'labels')} ago`,
  ranking: 'Ranking in progress',
  rankingAt: (progress: string) => `Ranking: ${progress}`,
  rankingOld: (labels: number) => `Ranking in progress, last ${count(labels, 'label', 'labels')} ago`,
  stale: 'Ranking is stale',
  notRanked: 'Not ranked yet',
  round: (round: number) => `round ${number(round)}`,
  rankNow: 'Rank now',
  rankNowTitle: 'Rank the remaining items again',
  chooseStrategyTitle: 'Choose another query strategy',
  noStrategy: 'Choose a strategy',

  // Banners
  readOnly: 'Read-only',
  refused: (labels: number, why: string) => `${count(labels, 'change was', 'changes were')} refused: ${why}`,
  dismiss: 'Dismiss',

  // Empty states
  opening: 'Opening the project…',
  noAnswer: 'The extension does not answer. Trying again…',
  nothingTitle: 'Nothing to label yet',
  nothingText: 'This project has no items. Import its data source to start.',
  importAgain: 'Import data',
  noClassesTitle: 'No classes yet',
  noClassesText: 'Add at least two classes to the project file. Their keys appear here.',
  openProjectFile: 'Open the project file',
  loadingNext: 'Loading the next items…',
  stillLoading: (remaining: number) => `${items(remaining)} remain. They are being prepared.`,
  doneTitle: 'All items are decided',
  doneText: (labeled: number, skipped: number) =>
    skipped === 0
      ? `${items(labeled)} labeled. Nothing was skipped.`
      : `${items(labeled)} labeled. ${items(skipped)} skipped and without a label.`,
  showSkipped: (skipped: number) => `Show ${number(skipped)} skipped`,
  showFlagged: (flagged: number) => `Show ${number(flagged)} flagged`,
  showLabeled: 'Review the labels',

  // Grid
  gridLabel: 'Items',
  filterLabel: 'Show',
  filters: {
    ranked: 'Ranked',
    labeled: 'Labeled',
    skipped: 'Skipped',
    flagged: 'Flagged',
    all: 'All',
  } satisfies Record<GridFilter, string>,
  gridTotal: (total: number) => items(total),
  selectedCount: (selected: number) => `${number(selected)} selected`,
  clearSelection: 'Clear selection',
  selectionCapped: (limit: number) => `Selected ${number(limit)} items; more cannot be labeled at once.`,
  gridEmpty: {
    ranked: 'No items are left to label.',
    labeled: 'Nothing is labeled yet.',
    skipped: 'Nothing was skipped.',
    flagged: 'Nothing is flagged.',
    all: 'This project has no items.',
  } satisfies Record<GridFilter, string>,
  gridFailed: 'The items could not be loaded.',
  gridHint: 'Arrows move, Space selects, Shift extends, class keys label, Enter opens',
  newRanking: 'Show the new ranking',
  loadingCard: 'Loading…',

  // Note
  noteTitle: 'Note on this item',
  notePlaceholder: 'What should a reader of this label know?',
  save: 'Save',
  cancel: 'Cancel',
  noteKeys: 'Ctrl+Enter saves, Escape closes',

  // Help
  helpHeading: 'Keyboard',
  helpClasses: 'Set a class',
  helpClassesText: 'The keys shown on the class buttons, digits also on the numpad',
  helpKeys: [
    ['S', 'Skip the item'],
    ['F', 'Flag or unflag the item'],
    ['N', 'Write a note'],
    ['U or Ctrl+Z', 'Undo'],
    ['Ctrl+Shift+Z', 'Redo'],
    ['← →', 'Go back and forward'],
    ['Enter', 'Accept the suggestion; in the grid: open the item'],
    ['/', 'Find a class by name'],
    ['Alt+W', 'Ask why this item'],
    ['G', 'Switch between item and grid'],
    ['?', 'This help'],
    ['Esc', 'Close what is open'],
  ] as readonly (readonly [string, string])[],
  helpGrid: 'In the grid',
  helpGridKeys: [
    ['Arrows', 'Move'],
    ['Space', 'Select or unselect'],
    ['Shift+arrows', 'Select a range'],
    ['Ctrl+A', 'Select all'],
    ['Class keys', 'Label the selection'],
  ] as readonly (readonly [string, string])[],
  helpImage: 'On an image',
  helpImageKeys: [
    ['+ −', 'Zoom, also Ctrl with the wheel'],
    ['0', 'Fit the image, unless it is the key of a class'],
  ] as readonly (readonly [string, string])[],
  helpChange:
    'Every key can be changed: those of the classes in the project file, all others as VS Code keyboard shortcuts.',
  changeKeys: 'Change keyboard shortcuts',
  close: 'Close',

  // Live region
  said: {
    labeled: (className: string, item: string) => `${className} on ${item}.`,
    cleared: (item: string) => `Label cleared on ${item}.`,
    skipped: (item: string) => `Skipped ${item}.`,
    flagged: (item: string) => `Flagged ${item}.`,
    unflagged: (item: string) => `Flag removed from ${item}.`,
    noted: (item: string) => `Note saved on ${item}.`,
    many: (what: string, howMany: number) => `${what}: ${items(howMany)}.`,
    nothingToUndo: 'Nothing to undo.',
    nothingToRedo: 'Nothing to redo.',
    noSuggestion: 'There is no suggestion for this item.',
    firstItem: 'This is the oldest item kept here.',
    lastItem: 'This is the last item queued so far.',
    next: 'Next:',
    poolDone: 'All items are decided.',
    waiting: 'Loading the next items.',
    gridOpened: 'Grid view.',
    itemOpened: 'Item view.',
    suggestion: (name: string, probability: number | null) =>
      probability === null ? `Suggested: ${name}.` : `Suggested: ${name}, ${percent(probability)}.`,
    progress: (labeled: number, total: number) => `${number(labeled)} of ${number(total)} labeled.`,
    current: (label: string) => `Labeled ${label}.`,
    moveFailed: 'That item could not be loaded.',
  },
} as const;

/** How an item is called in a sentence. */
export function itemName(item: Pick<ItemView, 'row'>): string {
  return `item ${number(item.row + 1)}`;
}

/** An item in one line, for screen readers and small cards. */
export function excerptOf(content: ItemContent, length: number): string {
  switch (content.kind) {
    case 'text':
      return shorten(content.text.trim() === '' ? strings.emptyText : content.text, length);
    case 'tabular':
      return shorten(content.fields.map(([name, value]) => `${name} ${value}`).join(', '), length);
    case 'image':
      return shorten(content.file, length);
  }
}

export function shorten(text: string, length: number): string {
  const line = text
    .slice(0, length * 4)
    .replace(/\s+/gu, ' ')
    .trim();
  // By code points, so that no emoji is cut in half.
  const points = Array.from(line);
  return points.length <= length ? line : `${points.slice(0, length - 1).join('')}…`;
}
