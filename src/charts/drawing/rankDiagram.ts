import { scaleLinear } from 'd3-scale';
import type { ChartColours, DrawOptions } from '../figure.ts';
import { element, emptyDocument, fontSize, label, svgDocument } from './svg.ts';
import { textWidth } from './textWidth.ts';

export interface RankDiagram {
  readonly title: string;
  readonly description: string;
  /** Best (lowest rank) first. */
  readonly ranks: readonly { readonly name: string; readonly rank: number; readonly text: string }[];
  /** Length of the bar above the axis and what it says; null = no bar. */
  readonly criticalDifference: { readonly value: number; readonly text: string } | null;
  /** Places in `ranks` of the first and last of each set that does not differ. */
  readonly groups: readonly { readonly first: number; readonly last: number }[];
}

const rowHeight = 20;
const barGap = 8;
/** Between the data and the names at the sides. */
const gutter = 12;

interface Layout {
  readonly x: (rank: number) => number;
  readonly left: number;
  readonly right: number;
  readonly nameRoom: number;
  /** Too little room for more than names at the sides. */
  readonly narrow: boolean;
  /** Of the axis, the highest group bar and the first name. */
  readonly axis: number;
  readonly bars: number;
  readonly names: number;
  readonly colours: ChartColours;
}

/**
 * Average ranks on an axis with the best at the left, names at both sides, and bars that join those which do not differ
 * (Demšar 2006, figure 1).
 */
export function drawRankDiagram(diagram: RankDiagram, { width, height, colours }: DrawOptions): string {
  const { ranks, groups, criticalDifference } = diagram;
  const page = { ...diagram, width, height, colours };
  if (ranks.length === 0) return emptyDocument(page, 'There are no ranks yet.');
  const levels = barLevels(groups);
  const axis = criticalDifference === null ? 42 : 78;
  const bars = axis + 14;
  const names = bars + (Math.max(-1, ...levels) + 1) * barGap + 16;
  const widest = Math.max(...ranks.map(({ name, text }) => textWidth(`${name} ${text}`, fontSize.normal)));
  const nameRoom = Math.min(Math.ceil(widest) + 16, width * 0.32);
  const left = nameRoom + gutter;
  const last = Math.max(2, Math.ceil(ranks.at(-1)!.rank));
  const right = width - left;
  const x = scaleLinear([1, last], [left, right]);
  const narrow = width < 480;
  const layout = { narrow, x, left, right, nameRoom, axis, bars, names, colours };
  const rows = Math.ceil(ranks.length / 2);
  const content = [
    ...rankAxis(last, layout),
    criticalDifference === null ? '' : differenceBar(criticalDifference, layout),
    ...ranks.map((_, place) => nameOf(ranks, place, layout)),
    ...groups.map(({ first, last: end }, index) =>
      groupBar([ranks[first]!.rank, ranks[end]!.rank], levels[index]!, layout),
    ),
  ];
  return svgDocument({ ...page, height: names + rows * rowHeight }, content);
}

/** Bars whose extents overlap are drawn on levels of their own. */
function barLevels(groups: RankDiagram['groups']): readonly number[] {
  const ends: number[] = [];
  return groups.map(({ first, last }) => {
    const free = ends.findIndex((end) => end < first);
    const level = free < 0 ? ends.length : free;
    ends[level] = last;
    return level;
  });
}

function rankAxis(last: number, { x, axis, left, right, colours }: Layout): readonly string[] {
  const line = (x1: number, x2: number, y1: number, y2: number): string =>
    element('line', { x1, x2, y1, y2, stroke: colours.foreground, 'stroke-width': 1.25 });
  // With many ranks on little room, not each is named.
  const step = Math.ceil((last - 1) / Math.max(1, Math.floor((right - left) / 24)));
  const ticks = Array.from({ length: last }, (_, index) => index + 1).map((rank) => {
    const named = (rank - 1) % step === 0;
    const text = label({
      x: x(rank),
      y: axis - 11,
      text: String(rank),
      fill: colours.quiet,
      anchor: 'middle',
      size: fontSize.small,
    });
    return line(x(rank), x(rank), axis - (named ? 7 : 4), axis) + (named ? text : '');
  });
  const title = label({
    x: (left + right) / 2,
    y: axis - 28,
    text: 'average rank, best at the left',
    fill: colours.quiet,
    anchor: 'middle',
    size: fontSize.small,
  });
  return [line(left, right, axis, axis), ...ticks, title];
}

function differenceBar(
  { value, text }: { readonly value: number; readonly text: string },
  { x, right, left, colours }: Layout,
): string {
  const y = 24;
  // A difference larger than the axis is cut: then nothing differs, and the text says how long it is.
  const end = Math.min(x(1 + value), right);
  const stroke = { stroke: colours.foreground, 'stroke-width': 1.25, fill: 'none' };
  return [
    element('path', {
      d: `M${left.toFixed(2)},${y - 4}v8M${left.toFixed(2)},${y}H${end.toFixed(2)}`,
      ...stroke,
    }),
    x(1 + value) > right ? '' : element('path', { d: `M${end.toFixed(2)},${y - 4}v8`, ...stroke }),
    label({
      x: left,
      y: y - 9,
      text,
      fill: colours.foreground,
      size: fontSize.small,
      maxWidth: right - left + 90,
    }),
  ].join('');
}

/** The better half at the left, from the best down; the others at the right, from the worst down. */
function nameOf(ranks: RankDiagram['ranks'], place: number, layout: Layout): string {
  const { x, axis, names, left, right, nameRoom, narrow, colours } = layout;
  const { name, rank, text } = ranks[place]!;
  const half = Math.ceil(ranks.length / 2);
  const onLeft = place < half;
  const y = names + (onLeft ? place : ranks.length - 1 - place) * rowHeight;
  const side = onLeft ? left - gutter : right + gutter;
  const line = element('path', {
    d: `M${x(rank).toFixed(2)},${axis}V${y}H${side.toFixed(2)}`,
    fill: 'none',
    stroke: colours.quiet,
    'stroke-width': 1,
  });
  const outwards = onLeft ? -1 : 1;
  const anchor = onLeft ? 'end' : 'start';
  const rankWidth = narrow ? 0 : Math.ceil(textWidth(text, fontSize.normal)) + 6;
  const shared = { y: y + 4, anchor, fill: colours.foreground } as const;
  return [
    line,
    narrow ? '' : label({ ...shared, x: side + outwards * 4, text, fill: colours.quiet }),
    label({
      ...shared,
      x: side + outwards * (4 + rankWidth),
      text: name,
      maxWidth: nameRoom - rankWidth - 4,
    }),
  ].join('');
}

function groupBar(
  [from, to]: readonly [number, number],
  level: number,
  { x, bars, colours }: Layout,
): string {
  const y = bars + level * barGap;
  return element('line', {
    x1: x(from) - 4,
    x2: x(to) + 4,
    y1: y,
    y2: y,
    stroke: colours.foreground,
    'stroke-width': 4,
    'stroke-linecap': 'round',
  });
}
