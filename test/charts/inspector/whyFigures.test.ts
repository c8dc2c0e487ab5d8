import { describe, expect, it } from 'vitest';
import { changesTable, probabilityFigure, pullFigure } from '../../../src/charts/inspector/whyFigures.ts';
import { printColours } from '../../../src/charts/palette.ts';
import type { Figure } from '../../../src/charts/figure.ts';
import type { Contributions } from '../../../src/protocol/inspect.ts';
import { allOf, overlaps, parseSvg, textBoxes } from '../parseSvg.ts';

const draw = (figure: Figure, width = 720) =>
  parseSvg(figure.draw({ width, height: 300, colours: printColours }));

/** Left and right edge of each bar. */
const barsOf = (figure: Figure, width?: number) =>
  allOf(draw(figure, width), 'rect')
    .filter(({ attributes }) => attributes['fill-opacity'] === '0.35')
    .map(({ attributes }) => {
      const x = Number(attributes['x']);
      return [x, x + Number(attributes['width'])] as const;
    });

describe('class probabilities', () => {
  const figure = probabilityFigure([0.2, 0.7, 0.1], ['spam', 'ham', 'other'], 'm7');

  it('have a bar each, as long as they are high', () => {
    const widths = barsOf(figure).map(([from, to]) => to - from);
    expect(widths[1]! / widths[0]!).toBeCloseTo(3.5, 1);
    expect(widths[1]! / widths[2]!).toBeCloseTo(7, 1);
    expect(figure.description).toContain('The likeliest is ham with 70.0 %');
    expect(figure.table.rows.map((row) => row[1]!.values)).toEqual([[0.2], [0.7], [0.1]]);
  });
});

describe('what pulls towards a class', () => {
  const contributions: Contributions = {
    of: 'decision',
    towards: [
      [
        { feature: 'parcel', contribution: 0.8 },
        { feature: 'tomorrow', contribution: -0.4 },
      ],
      [],
    ],
    features: 9,
    note: 'Of 300 different words only the first 200 were looked at.',
  };
  const options = { classes: ['spam', 'ham'], towards: 0, itemId: 'm7' };

  it('stands on the right of 0, what pulls away on the left', () => {
    const figure = pullFigure(contributions, options)!;
    const [[from, to], [low, high]] = barsOf(figure) as [
      readonly [number, number],
      readonly [number, number],
    ];
    expect(from).toBeCloseTo(high, 1);
    expect(to - from).toBeCloseTo(2 * (high - low), 0);
    expect(figure.title).toBe('What pulls m7 towards spam');
    expect(figure.description).toContain('The strongest is parcel with +0.800.');
    expect(figure.description).toContain('only the first 200 were looked at');
  });

  it('is not there for a class that the model did not know', () => {
    expect(pullFigure(contributions, { ...options, towards: 1 })).toBeNull();
  });

  it('is drawn with its strongest features, at any width without texts over each other', () => {
    const many = Array.from({ length: 40 }, (_, index) => ({
      feature: `a feature with a long name, number ${index}`,
      contribution: (index % 2 === 0 ? 1 : -1) * (1 - index / 50),
    }));
    const figure = pullFigure({ ...contributions, towards: [many, []] }, options)!;
    expect(figure.table.rows).toHaveLength(40);
    for (const width of [300, 720]) {
      expect(barsOf(figure, width)).toHaveLength(12);
      expect(overlaps(textBoxes(draw(figure, width)))).toEqual([]);
    }
    expect(figure.description).toContain('Drawn are the strongest 12 of 40.');
  });
});

describe('predictions that a label would change', () => {
  it('are counted by label, of the pool or of a sample of it', () => {
    const table = changesTable({ changed: [12, 0], of: 480, pool: 480 }, ['spam', 'ham'], 'm7');
    expect(table.rows.map((row) => row.map(({ text }) => text))).toEqual([
      ['spam', '12', '2.5 %'],
      ['ham', '0', '0.0 %'],
    ]);
    expect(table.note).toBe('Of the 480 other items of the pool.');
    const sampled = changesTable({ changed: [12, 0], of: 20_000, pool: 99_999 }, ['spam', 'ham'], 'm7');
    expect(sampled.note).toBe('Of a random sample of 20,000 from the 99,999 other items of the pool.');
    const alone = changesTable({ changed: [0, 0], of: 0, pool: 0 }, ['spam', 'ham'], 'm7');
    expect(alone.rows[0]![2]).toEqual({ text: '–', values: [null] });
  });
});
