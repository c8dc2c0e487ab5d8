import type { ChartColours } from '../figure.ts';
import { element, fontSize, label } from './svg.ts';
import { textWidth } from './textWidth.ts';

/** Where the data are drawn, in pixels of the document. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Tick {
  /** Pixels. */
  readonly at: number;
  readonly text: string;
}

/** A scale of d3, as far as axes need it. */
interface Scale {
  (value: number): number;
  ticks(count: number): number[];
  tickFormat(count: number): (value: number) => string;
}

/** About `count` ticks at round numbers; of those whose texts would touch along a line, every second one goes. */
export function ticksAlong(scale: Scale, count: number, wholeNumbers = false): readonly Tick[] {
  const format = wholeNumbers ? (value: number) => value.toLocaleString('en') : scale.tickFormat(count);
  const values = scale.ticks(count).filter((value) => !wholeNumbers || Number.isInteger(value));
  const ticks = values
    .map((value) => ({ at: scale(value), text: format(value) }))
    .filter(({ text }) => text !== '');
  return withRoom(ticks);
}

/** Ticks whose texts do not touch: of more, every second one goes. */
export function withRoom(ticks: readonly Tick[]): readonly Tick[] {
  const touches = ticks.some((tick, index) => {
    const next = ticks[index + 1];
    if (next === undefined) return false;
    const half = (textWidth(tick.text, fontSize.small) + textWidth(next.text, fontSize.small)) / 2;
    return next.at - tick.at < half + 6;
  });
  return touches && ticks.length > 2 ? withRoom(ticks.filter((_, index) => index % 2 === 0)) : ticks;
}

/** Ticks of a vertical axis, a line of text apart at least. */
export function ticksUp(scale: Scale, height: number): readonly Tick[] {
  const count = Math.max(2, Math.floor(height / 36));
  const format = scale.tickFormat(count);
  return scale.ticks(count).map((value) => ({ at: scale(value), text: format(value) }));
}

/** Room that the texts of a vertical axis take to the left of the data. */
export const tickRoom = (ticks: readonly Tick[]): number =>
  Math.ceil(Math.max(0, ...ticks.map(({ text }) => textWidth(text, fontSize.small)))) + 10;

/** Lines across the data, with their values on the left, and what they measure above. */
export function verticalAxis(
  ticks: readonly Tick[],
  box: Box,
  title: string,
  { grid, quiet }: ChartColours,
): string {
  const lines = ticks.map(({ at, text }) =>
    [
      element('line', { x1: box.left, x2: box.right, y1: at, y2: at, stroke: grid, 'stroke-width': 1 }),
      label({ x: box.left - 7, y: at + 4, text, fill: quiet, anchor: 'end', size: fontSize.small }),
    ].join(''),
  );
  const name = label({ x: 4, y: box.top - 13, text: title, fill: quiet, maxWidth: box.right - 4 });
  return lines.join('') + name;
}

/** A base line with short strokes, their values below, and what they measure below that. */
export function horizontalAxis(
  ticks: readonly Tick[],
  box: Box,
  title: string,
  { quiet }: ChartColours,
): string {
  const base = element('line', {
    x1: box.left,
    x2: box.right,
    y1: box.bottom,
    y2: box.bottom,
    stroke: quiet,
    'stroke-width': 1,
  });
  const strokes = ticks.map(({ at, text }) =>
    [
      element('line', { x1: at, x2: at, y1: box.bottom, y2: box.bottom + 5, stroke: quiet }),
      label({ x: at, y: box.bottom + 18, text, fill: quiet, anchor: 'middle', size: fontSize.small }),
    ].join(''),
  );
  const name = label({
    x: (box.left + box.right) / 2,
    y: box.bottom + 36,
    text: title,
    fill: quiet,
    anchor: 'middle',
    maxWidth: box.right - box.left + 24,
  });
  return base + strokes.join('') + name;
}

/** Height of a horizontal axis with its title. */
export const axisHeight = 42;

/** Lines through the data from top to bottom. */
export const uprightGrid = (ticks: readonly Tick[], { top, bottom }: Box, { grid }: ChartColours): string =>
  ticks.map(({ at }) => element('line', { x1: at, x2: at, y1: top, y2: bottom, stroke: grid })).join('');
