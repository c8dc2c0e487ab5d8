/** Words of the tab "Budget and stopping"; sentences about forecasts and criteria are those of src/charts/inspector. */
export const strings = {
  target: 'Target',
  kinds: { gain: 'Gain over today', score: 'Score' },
  valueOf: { gain: 'Gain, in points', score: 'Score, in per cent' },
  units: { gain: 'points', score: '%' },

  forecast: 'Labels and time still needed',
  doubts: 'Be careful with this forecast',
  notes: 'How this was found',
  refusedTitle: 'No forecast yet',

  stopping: 'Stopping criteria',
  noPanelTitle: 'Nothing to compare yet',
} as const;
