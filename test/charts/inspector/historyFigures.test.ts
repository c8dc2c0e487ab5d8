import { describe, expect, it } from 'vitest';
import type { Figure } from '../../../src/charts/figure.ts';
import {
  accuracyFigure,
  balanceFigure,
  secondsFigure,
  streamFigure,
} from '../../../src/charts/inspector/historyFigures.ts';
import { printColours } from '../../../src/charts/palette.ts';
import type { HistoryRound } from '../../../src/protocol/inspect.ts';
import { allOf, overlaps, parseSvg, pointsOf, textBoxes } from '../parseSvg.ts';

const round = (number: number, change: Partial<HistoryRound> = {}): HistoryRound => ({
  round: number,
  startedAt: '2026-03-04T09:00:00Z',
  strategy: 'margin',
  model: 'logisticRegression',
  labels: [number, 2 * number],
  asked: { strategy: 3, random: 1 },
  secondsPerLabel: 4,
  accuracy: null,
  recent: null,
  ...change,
});
const rounds = [
  round(1, { secondsPerLabel: null, asked: { coldStart: 4 } }),
  round(2, { recent: { right: 3, total: 4, low: 0.3, high: 0.95 }, secondsPerLabel: 6 }),
  round(3, { recent: { right: 6, total: 8, low: 0.41, high: 0.93 } }),
];
const options = { classes: ['no', 'yes'], round: 2, recentLabels: 50 };

const draw = (figure: Figure | null, width = 700) =>
  parseSvg(figure!.draw({ width, height: 320, colours: printColours }));
const linesOf = (figure: Figure | null) =>
  allOf(draw(figure), 'path')
    .filter(({ attributes }) => attributes['stroke-width'] === '2')
    .map(({ attributes }) => pointsOf(attributes['d']!));

describe('the accuracy on the random stream', () => {
  it('has a point and an interval for each round that has labels, and marks the round', () => {
    const figure = accuracyFigure(rounds, options)!;
    const [line] = linesOf(figure);
    expect(line).toHaveLength(2);
    // 3 of 4 and 6 of 8 are the same share.
    expect(line![0]![1]).toBeCloseTo(line![1]![1], 1);
    const [mark] = allOf(draw(figure), 'line').filter(
      ({ attributes }) => attributes['stroke-dasharray'] === '3 3',
    );
    expect(Number(mark!.attributes['x1'])).toBeCloseTo(line![0]![0], 1);
    expect(figure.description).toContain('By now it is 6 of 8: 75.0 % (41.0 % to 93.0 %).');
    expect(figure.table.rows[0]!.map(({ values }) => values![0])).toEqual([2, 3, 4, 0.75, 0.3, 0.95]);
  });

  it('is not there without labels of the stream', () => {
    expect(accuracyFigure([round(1)], options)).toBeNull();
  });
});

describe('labels, time and who proposed', () => {
  it('count the labels of each class', () => {
    const figure = balanceFigure(rounds, options);
    const [no, yes] = linesOf(figure);
    expect(no).toHaveLength(3);
    expect(yes!.at(-1)![1]).toBeLessThan(no!.at(-1)![1]);
    expect(figure.description).toContain('The last knew 9 labels: yes 6, no 3.');
    const many = Array.from({ length: 20 }, (_, index) => `class ${index}`);
    const large = balanceFigure([round(1, { labels: many.map((_, index) => index) })], {
      ...options,
      classes: many,
    });
    expect(large.table.columns).toHaveLength(21);
    expect(large.description).toContain('The 12 most frequent classes are drawn.');
  });

  it('sum up who proposed, and leave out who never did', () => {
    const figure = streamFigure(rounds, options)!;
    expect(figure.description).toContain('By now: strategy 6, at random 2, cold start 4.');
    expect(figure.table.rows.map((row) => row.map(({ values }) => values![0]))).toEqual([
      [1, 0, 0, 4],
      [2, 3, 1, 0],
      [3, 3, 1, 0],
    ]);
    expect(streamFigure([round(1, { asked: {} })], options)).toBeNull();
  });

  it('have the seconds of rounds in which something was labeled', () => {
    expect(linesOf(secondsFigure(rounds, options))[0]).toHaveLength(2);
    expect(secondsFigure(rounds, options)!.description).toContain('from 4 to 6 s');
    expect(secondsFigure(rounds.slice(0, 1), options)).toBeNull();
  });

  it('keep a round outside of their points in sight, and texts apart', () => {
    const figure = secondsFigure(rounds, { ...options, round: 9 })!;
    const [mark] = allOf(draw(figure), 'line').filter(
      ({ attributes }) => attributes['stroke-dasharray'] === '3 3',
    );
    expect(Number(mark!.attributes['x1'])).toBeLessThan(700);
    for (const width of [300, 700]) expect(overlaps(textBoxes(draw(figure, width)))).toEqual([]);
  });
});
