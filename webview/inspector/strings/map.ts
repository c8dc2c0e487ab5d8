import type { MapChannel, MapMethod } from '../map/mapChoices.ts';

const whole = (count: number): string => count.toLocaleString('en');
const items = (count: number): string => `${whole(count)} ${count === 1 ? 'item' : 'items'}`;
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Words of the tab "Map". */
export const strings = {
  toolbar: 'Map settings',
  methods: { pca: 'PCA', umap: 'UMAP' } satisfies Record<MapMethod, string>,
  methodTitles: {
    pca: 'Principal components: the two directions in which the features vary most',
    umap: 'Neighbours stay neighbours; takes up to a minute the first time',
  } satisfies Record<MapMethod, string>,
  methodLabel: 'Projection',
  colourBy: 'Colour by',
  channels: {
    label: 'Label',
    prediction: 'Prediction',
    uncertainty: 'Uncertainty',
    score: 'Score',
    round: 'Round of labeling',
  } satisfies Record<MapChannel, string>,
  strategy: 'Strategy',
  tools: 'A drag with the pointer',
  move: 'Move',
  moveTitle: 'Drag to move the map; Shift and drag selects a rectangle, Alt and drag an outline',
  rectangle: 'Rectangle',
  rectangleTitle: 'Drag to select a rectangle; with Ctrl it adds to the selection',
  lasso: 'Lasso',
  lassoTitle: 'Drag around items to select them; with Ctrl they are added to the selection',
  zoom: 'Zoom',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Fit',
  fitTitle: 'Fit all items into view',
  mapTitle: 'Map of the pool',

  mapLabel: (count: number, method: MapMethod, colour: string) =>
    `Map of ${items(count)} by ${method === 'pca' ? 'principal components' : 'UMAP'}, coloured by ${colour}. ` +
    'Arrow keys move it, plus and minus zoom, 0 shows all, Escape clears the selection. The table below has the same items and actions.',
  explained: (first: number, second: number) =>
    `The two axes hold ${percent(first)} and ${percent(second)} of the variance of the features.`,
  umapFitted: (fitted: number, count: number) =>
    fitted === count
      ? 'Near items are alike; distances between groups, and axes, mean little.'
      : `Fitted on ${items(fitted)} drawn at random; the other ${whole(count - fitted)} lie at the weighted mean of their nearest fitted neighbours. Distances between groups, and axes, mean little.`,
  umapRunning: 'UMAP is being worked out; meanwhile the map shows the principal components.',
  umapCancelled: 'UMAP was cancelled; the map shows the principal components.',
  umapFailed: (why: string) => `UMAP could not be worked out: ${why}`,
  umapDone: 'UMAP is done.',
  colourAsking: (what: string) => `Working out colours: ${what}`,
  colourFailed: (why: string) => `The colours could not be worked out: ${why}`,
  colourCancelled: 'The colours were not worked out to their end.',
  again: 'Try Again',
  cancel: 'Cancel',
  progress: 'Progress of UMAP',
  noItemsTitle: 'No items',
  noItemsText: 'This project has no items to map. Import its data source first.',

  legendHint: 'Untick a line to hide its items.',
  legendOf: (what: string) => `Legend: ${what}`,
  showAll: 'Show All',
  showOnly: (name: string) => `Show only ${name}`,
  only: 'Only',
  units: {
    label: 'Labels of now',
    prediction: 'Predicted by the model of the round',
    uncertainty: 'Entropy of the predicted probabilities, in nats',
    score: (strategy: string, by: 'score' | 'rank') =>
      by === 'score'
        ? `Score by ${strategy}, higher is asked first`
        : `Rank by ${strategy}, lower is asked first`,
    round: 'The round that asked for the label',
  },
  words: { none: 'Not labeled', other: 'Another class', skipped: 'Skipped' },
  noPrediction: 'No prediction',
  noScore: 'Not in the pool, or no score',
  noRound: 'Not labeled',
  beforeRounds: 'Before any round, or with the data',
  noProbabilities: 'The model of this round gives no probabilities.',
  blind: (count: number) =>
    `${items(count)} that ${count === 1 ? 'waits' : 'wait'} in the queue as a random sample ${count === 1 ? 'is' : 'are'} shown without a prediction: their labels measure accuracy, so nothing should lead you.`,
  hiddenCount: (hidden: number) => (hidden === 0 ? '' : `${items(hidden)} hidden`),

  actions: 'Selected items',
  selected: (count: number) => `${items(count)} selected`,
  nothingSelected: 'Nothing selected',
  selectHint: 'Click an item, or drag with Rectangle or Lasso. The table selects too.',
  clear: 'Clear Selection',
  labelAs: 'Label as',
  label: 'Label',
  clearLabels: 'Clear Labels',
  toQueue: 'Send to Queue',
  toQueueTitle: 'Label them next: they come behind the item on screen and the next two',
  undo: 'Undo',
  undoTitle: 'Take back the last label, wherever it was set',
  tooMany: (most: number) => `At most ${items(most)} can be labeled or queued at once: select fewer.`,
  queued: (count: number) =>
    `${items(count)} that you sent ${count === 1 ? 'waits' : 'wait'} at the front of the queue.`,
  clearQueue: 'Clear',
  clearQueueTitle: 'Take them back to where the ranking has them',
  takeBack: 'Take Back',
  openLabeling: 'Open Labeling View',

  confirmTitle: 'Label many items?',
  confirmText: (count: number, className: string) => `This labels ${items(count)} as “${className}”.`,
  confirmClearTitle: 'Clear many labels?',
  confirmClear: (count: number) => `This takes the labels away from ${items(count)}.`,
  confirmReplaces: (count: number) =>
    count === 1
      ? 'One of them has a label already; it is replaced.'
      : `${whole(count)} of them have a label already; they are replaced.`,
  confirmUndo:
    'Undo takes all of it back in one step. They count as picked by hand, never as a random sample.',
  confirmYes: (count: number) => `Label ${items(count)}`,
  confirmYesClear: (count: number) => `Clear ${whole(count)} labels`,
  confirmNo: 'Cancel',

  card: 'Item',
  closeCard: 'Close',
  cardPrediction: 'Prediction',
  cardLabel: 'Label',
  cardScore: (strategy: string) => `Score by ${strategy}`,
  cardRank: (rank: number) => `rank ${whole(rank)}`,
  cardRound: (round: number) =>
    round === 0 ? 'labeled before any round, or with the data' : `asked in round ${whole(round)}`,
  loading: 'Loading…',
  noText: 'No text',
  whyThis: 'Why This One?',
  select: 'Select',
  unselect: 'Unselect',

  showTable: 'Show Table',
  hideTable: 'Hide Table',
  tableTitle: 'Items of the map',
  tableScope: 'Show in the table',
  scopes: { shown: 'All shown', selected: 'Selected' },
  columns: {
    item: 'Item',
    content: 'Content',
    label: 'Label',
    prediction: 'Prediction',
    confidence: 'Confidence',
    uncertainty: 'Uncertainty',
    score: 'Score',
    rank: 'Rank',
    round: 'Round',
    x: 'x',
    y: 'y',
  },
  selectRow: (name: string) => `Select ${name}`,
  selectPage: 'Select all on this page',
  sortBy: (column: string) => `Sort by ${column}`,
  page: (first: number, last: number, count: number) =>
    count === 0 ? 'No items' : `${whole(first)} to ${whole(last)} of ${whole(count)}`,
  previousPage: 'Previous Page',
  nextPage: 'Next Page',
  saveCsv: 'CSV',
  noneInTable: 'No items to show here.',
  nothingYet: 'Select items on the map or in the table to see them here.',

  svg: 'SVG',
  png: 'PNG',
  figureTitle: (project: string) => `Map of ${project}`,
  figureDescription: (options: {
    readonly count: number;
    readonly shown: number;
    readonly method: MapMethod;
    readonly colour: string;
    readonly asImage: boolean;
  }) =>
    `${items(options.count)} by ${options.method === 'pca' ? 'their first two principal components' : 'UMAP'}, coloured by ${options.colour}; ` +
    `${whole(options.shown)} in view.${options.asImage ? ' They are too many to be drawn one by one, so the points are an image within the drawing.' : ''}`,

  said: {
    selected: (count: number) => `${items(count)} selected.`,
    labeled: (count: number, className: string | null) =>
      className === null ? `Labels taken from ${items(count)}.` : `${className} on ${items(count)}.`,
    queued: (queued: number, decided: number, waiting: number) =>
      [
        queued === 0 ? 'Nothing was sent to the queue' : `${items(queued)} sent to the front of the queue`,
        ...(decided === 0 ? [] : [`${items(decided)} left out, labeled or skipped already`]),
        ...(waiting === 0 ? [] : [`${items(waiting)} left out, next already`]),
      ].join('; ') + '.',
    takenBack: (count: number) => `${items(count)} taken out of the front of the queue.`,
    colouring: (what: string) => `Coloured by ${what}.`,
  },
} as const;
