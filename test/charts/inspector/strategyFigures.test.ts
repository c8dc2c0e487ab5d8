import { describe, expect, it } from 'vitest';
import type { Figure } from '../../../src/charts/figure.ts';
import {
  correlationFigure,
  joinedFigure,
  overlapFigure,
  pickFigure,
  scoreFigure,
} from '../../../src/charts/inspector/strategyFigures.ts';
import { printColours } from '../../../src/charts/palette.ts';
import type { StrategiesAnswer } from '../../../src/protocol/inspectorStrategies.ts';
import { allOf, overlaps, parseSvg, textBoxes } from '../parseSvg.ts';

const column = (title: string, rows: readonly number[]) => ({
  strategy: title.toLowerCase(),
  title,
  rows,
  scores: rows.map(() => 0.5),
  quantiles: null,
  histogram: [0, 0, 0, 0, 2, 1, 0, 0, 0, 0],
  distribution: { low: -2, high: 2, counts: [8, 2, 0, 0] },
});

const answer: StrategiesAnswer = {
  top: 3,
  pool: 10,
  columns: [
    column('Margin', [1, 2, 3]),
    { ...column('Random', [7, 8, 9]), distribution: null },
    column('Entropy', [2, 1, 9]),
  ],
  overlap: [
    [1, 0, 2 / 3],
    [0, 1, 1 / 3],
    [2 / 3, 1 / 3, 1],
  ],
  spearman: [
    [1, null, -0.4],
    [null, null, null],
    [-0.4, null, 1],
  ],
  kendall: [
    [1, null, -0.3],
    [null, null, null],
    [-0.3, null, 1],
  ],
  refused: [],
};

const draw = (figure: Figure, width = 800) =>
  parseSvg(figure.draw({ width, height: 300, colours: printColours }));
const fields = (figure: Figure) =>
  allOf(draw(figure), 'rect').filter(({ attributes }) => Number(attributes['fill-opacity']) >= 0);
const nameOf = (row: number): string => `item ${row}`;

describe('the first items of each strategy', () => {
  const figure = joinedFigure(answer, nameOf);

  it('are joined where the next column that has them is', () => {
    const joined = allOf(draw(figure), 'g').map((group) => ({
      item: group.children.find(({ name }) => name === 'title')!.text,
      opacity: group.children.find(({ name }) => name === 'path')!.attributes['stroke-opacity'],
    }));
    // From the first column they pass by the second; 9 is in neighbouring ones.
    expect(joined).toEqual([
      { item: 'item 1', opacity: '0.4' },
      { item: 'item 2', opacity: '0.4' },
      { item: 'item 9', opacity: '1' },
    ]);
    expect(figure.description).toContain('Entropy shares 2 of its first 3 with Margin');
    expect(figure.table.rows[2]!.map(({ text }) => text)).toEqual(['3', 'item 3', 'item 9', 'item 9']);
  });

  it('stay apart at any width', () => {
    for (const width of [300, 520, 1100]) expect(overlaps(textBoxes(draw(figure, width)))).toEqual([]);
  });
});

describe('overlap and rank correlation', () => {
  it('have a field for each pair, darker the more alike', () => {
    const figure = overlapFigure(answer);
    const opacities = fields(figure).map(({ attributes }) => Number(attributes['fill-opacity']));
    expect(opacities).toHaveLength(9);
    expect(opacities[0]).toBe(0.45);
    expect(opacities[1]).toBe(0);
    expect(opacities[2]).toBeCloseTo(0.3, 2);
    expect(figure.description).toContain(
      'Most alike: Margin and Entropy (66.7 %). Least alike: Margin and Random (0.0 %).',
    );
  });

  it('say what there is not by a dash, and have both correlations in the table', () => {
    const figure = correlationFigure(answer);
    expect(figure.table.rows.map((row) => row.map(({ text }) => text))).toEqual([
      ['Margin', 'Random', '–', '–'],
      ['Margin', 'Entropy', '−0.400', '−0.300'],
      ['Random', 'Entropy', '–', '–'],
    ]);
    expect(figure.description).toContain('Highest: Margin and Entropy (−0.40).');
    expect(overlaps(textBoxes(draw(figure, 260)))).toEqual([]);
  });
});

describe('histograms of strategies', () => {
  it('of scores stand for those that gave scores, each on its own scale', () => {
    const figure = scoreFigure(answer)!;
    const bars = fields(figure).map(({ attributes }) => Number(attributes['height']));
    expect(bars).toHaveLength(4);
    expect(bars[0]! / bars[1]!).toBeCloseTo(4, 1);
    expect(figure.table.rows[1]!.map(({ text }) => text)).toEqual(['Margin', '−1', '0', '2']);
    const silent = answer.columns.map((each) => ({ ...each, distribution: null }));
    expect(scoreFigure({ ...answer, columns: silent })).toBeNull();
  });

  it('of probabilities are of the second class of two, else of the predicted one', () => {
    expect(pickFigure(answer, ['no', 'yes'])!.description).toContain('which probability of yes.');
    const figure = pickFigure(answer, ['a', 'b', 'c'])!;
    expect(figure.description).toContain('of the predicted class. Margin: 3 of 3 between 0.4 and 0.6.');
    expect(fields(figure)).toHaveLength(6);
    for (const width of [280, 900]) expect(overlaps(textBoxes(draw(figure, width)))).toEqual([]);
  });
});
