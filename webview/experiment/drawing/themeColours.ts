import type { ChartColours } from '../../../src/charts/figure.ts';
import { contrast, distance, mix, over, parseColour, toHex, withContrast } from './contrast.ts';
import type { Rgb } from './contrast.ts';

/** VS Code's colours for charts, those that differ most first. */
const seriesVariables = [
  '--vscode-charts-blue',
  '--vscode-charts-orange',
  '--vscode-charts-green',
  '--vscode-charts-red',
  '--vscode-charts-purple',
  '--vscode-charts-yellow',
];

/** Nearer than this, two series would look the same: a theme may give two variables one colour. */
const leastDistance = 50;

const white: Rgb = [255, 255, 255];
const black: Rgb = [0, 0, 0];

/**
 * The colours of a drawing on the page, as opaque hex values. `variable` gives the computed text of a CSS variable,
 * empty where the theme has none; `fallback` stands in for missing chart colours.
 */
export function themeColours(
  variable: (name: string) => string,
  highContrast: boolean,
  fallback: readonly string[],
): ChartColours {
  const background = opaque(variable('--vscode-editor-background'), white) ?? white;
  const readable = contrast(white, background) > contrast(black, background) ? white : black;
  const foreground = opaque(variable('--vscode-foreground'), background) ?? readable;
  // Names stand beside the lines in their colour, so these are text too (WCAG 1.4.3 and 1.4.6).
  const ratio = highContrast ? 7 : 4.5;
  const legible = (colour: Rgb): Rgb => withContrast(colour, { background, foreground, ratio });
  const quiet = opaque(variable('--vscode-descriptionForeground'), background) ?? foreground;
  return {
    background: toHex(background),
    foreground: toHex(foreground),
    quiet: toHex(legible(quiet)),
    grid: toHex(mix(background, foreground, highContrast ? 0.35 : 0.16)),
    series: seriesColours(variable, fallback).map(legible).reduce(addDistinct, []).map(toHex),
  };
}

/** Hues alone: VS Code's own orange is mostly transparent, and would be brown on a dark page. */
function seriesColours(variable: (name: string) => string, fallback: readonly string[]): readonly Rgb[] {
  const own = hues(seriesVariables.map(variable));
  return own.length > 0 ? own : hues(fallback);
}

function hues(texts: readonly string[]): readonly Rgb[] {
  return texts.map((text) => parseColour(text)?.rgb).filter((rgb) => rgb !== undefined);
}

function addDistinct(kept: readonly Rgb[], colour: Rgb): readonly Rgb[] {
  return kept.some((other) => distance(other, colour) < leastDistance) ? kept : [...kept, colour];
}

function opaque(text: string, below: Rgb): Rgb | null {
  const colour = parseColour(text);
  return colour === null ? null : over(colour, below);
}
