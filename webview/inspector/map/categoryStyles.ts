import type { ChartColours } from '../../../src/charts/figure.ts';
import { seriesStyle } from '../../../src/charts/palette.ts';
import type { MarkerShape } from '../../../src/charts/palette.ts';
import { contrast, mix, parseColour, toHex, withContrast } from '../../experiment/drawing/contrast.ts';
import type { Rgb } from '../../experiment/drawing/contrast.ts';
import type { MapCategory } from './colouring.ts';

/** How a category looks, in the legend as on the map. */
export interface CategoryStyle {
  /** `#rrggbb`. */
  readonly colour: string;
  readonly shape: MarkerShape;
  /** Size of its points, 1 = as usual. */
  readonly factor: number;
  /** They are never smaller, in CSS pixels; 0 = as small as others. */
  readonly least: number;
  /** Those of a higher level lie on top. */
  readonly level: number;
}

/** What is seen must stand out from the page (WCAG 2.2, 1.4.11). */
const LEAST_CONTRAST = 3;
/** Of emphasised points: among 100,000 others of three pixels they are found, and their shapes are told apart. */
const LEAST_SIZE = 8;
/** Above this, steps would only differ as white from nearly white. */
const MOST_CONTRAST = 13;

/** From dark to bright, in hues that people with any kind of colour vision tell apart (Smith and van der Walt 2015). */
const RAMP: readonly Rgb[] = [
  [68, 1, 84],
  [59, 82, 139],
  [33, 145, 140],
  [94, 201, 98],
  [253, 231, 37],
];

/** Looks of categories; classes have their own colours, shapes besides, and steps differ in brightness. */
export function categoryStyles(
  categories: readonly MapCategory[],
  colours: ChartColours,
  emphasis: boolean,
): readonly CategoryStyle[] {
  const [background, foreground] = [rgbOf(colours.background), rgbOf(colours.foreground)];
  const legible = (colour: Rgb): string =>
    toHex(withContrast(colour, { background, foreground, ratio: LEAST_CONTRAST }));
  const least = emphasis ? LEAST_SIZE : 0;
  return categories.map(({ look }) => {
    switch (look.kind) {
      case 'class':
        return {
          colour: legible(rgbOf(look.colour)),
          shape: seriesStyle(look.index, colours).marker,
          factor: emphasis ? 1.5 : 1,
          least,
          level: emphasis ? 3 : 1,
        };
      case 'step':
        return {
          colour: stepColour(background, look.of === 1 ? 1 : look.step / (look.of - 1)),
          shape: 'circle',
          factor: 0.9 + (0.3 * (look.step + 1)) / look.of,
          least,
          level: 1 + look.step,
        };
      case 'quiet':
        return {
          colour: legible(mix(background, foreground, 0.3)),
          shape: 'circle',
          factor: 0.8,
          least: 0,
          level: 0,
        };
      case 'other':
        return { colour: colours.foreground, shape: 'diamond', factor: 1.3, least, level: 2 };
      case 'skipped':
        return { colour: legible(rgbOf(colours.quiet)), shape: 'cross', factor: 1.3, least, level: 2 };
    }
  });
}

/** Little is near the page in brightness, much is far from it; `share` 0 to 1. */
function stepColour(background: Rgb, share: number): string {
  const darkest = contrast(RAMP[0]!, background);
  const brightest = contrast(RAMP.at(-1)!, background);
  const towardsDark = darkest > brightest;
  const most = Math.min(MOST_CONTRAST, Math.max(darkest, brightest));
  const wanted = LEAST_CONTRAST * (most / LEAST_CONTRAST) ** share;
  // Along the ramp from the end that is nearer to the page, contrast grows once it has passed the page's own brightness.
  let [low, high] = [0, 1];
  for (let step = 0; step < 20; step++) {
    const middle = (low + high) / 2;
    const colour = rampColour(towardsDark ? 1 - middle : middle);
    const isBeyond = contrast(colour, background) >= wanted && isPast(colour, background, towardsDark);
    if (isBeyond) high = middle;
    else low = middle;
  }
  return toHex(rampColour(towardsDark ? 1 - high : high));
}

/** Whether a colour lies on the side of the page that the ramp leads to. */
const isPast = (colour: Rgb, background: Rgb, towardsDark: boolean): boolean =>
  towardsDark === contrast(colour, [255, 255, 255]) > contrast(background, [255, 255, 255]);

function rampColour(share: number): Rgb {
  const place = share * (RAMP.length - 1);
  const below = Math.min(RAMP.length - 2, Math.floor(place));
  return mix(RAMP[below]!, RAMP[below + 1]!, place - below);
}

const rgbOf = (hex: string): Rgb => parseColour(hex)?.rgb ?? [128, 128, 128];
