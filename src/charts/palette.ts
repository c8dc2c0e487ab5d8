import type { ChartColours } from './figure.ts';

/**
 * Colours for white paper. The hues are of Okabe and Ito (2008) and of Tol's muted scheme (2021), which people with any
 * kind of colour vision tell apart; those of them that are too pale for a thin line on white are left out.
 */
export const printColours: ChartColours = {
  background: '#ffffff',
  foreground: '#1a1a1a',
  quiet: '#595959',
  grid: '#dcdcdc',
  series: ['#0072b2', '#d55e00', '#117733', '#aa4499', '#332288', '#b5651d', '#cc3355', '#5f5f5f'],
};

/** Shapes of markers; `cross` and the like are told apart at 8 pixels. */
export type MarkerShape = 'circle' | 'square' | 'triangle' | 'diamond' | 'cross' | 'star' | 'wye';

const markers: readonly MarkerShape[] = ['circle', 'square', 'triangle', 'diamond', 'cross', 'star', 'wye'];

/** Values of `stroke-dasharray`; the first is a whole line. */
const dashes: readonly string[] = ['none', '7 3', '2 3', '9 3 2 3'];

export interface SeriesStyle {
  readonly colour: string;
  readonly marker: MarkerShape;
  readonly dash: string;
  /** Of a line, pixels. */
  readonly width: number;
}

/** A number from 0, or a line that is about other lines. */
export type SeriesLook = number | 'best' | 'average';

/**
 * The look of the series with number `index`, from 0. Seven markers and four dashes by turns: 28 series differ without
 * any colour. Summaries are thick and in the colour of text, which no number is.
 */
export function seriesStyle(index: SeriesLook, { series, foreground }: ChartColours): SeriesStyle {
  if (index === 'best') return { colour: foreground, marker: 'star', dash: 'none', width: 5 };
  if (index === 'average') return { colour: foreground, marker: 'circle', dash: '5 2', width: 5 };
  return {
    colour: series[index % series.length] ?? foreground,
    marker: markers[index % markers.length] ?? 'circle',
    dash: dashes[index % dashes.length] ?? 'none',
    width: 2,
  };
}
