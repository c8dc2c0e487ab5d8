import { describe, expect, it } from 'vitest';
import { deviationFigure, gainScatter, networkCurve } from '../../src/charts/gainFigures.ts';
import { printColours } from '../../src/charts/palette.ts';
import type { Figure } from '../../src/charts/figure.ts';
import type { GainPair } from '../../src/protocol/gainView.ts';
import { gainSnapshot } from '../webview/harness/gainSnapshot.ts';
import { allOf, parseSvg, pointsOf } from './parseSvg.ts';
import type { SvgElement } from './parseSvg.ts';

const draw = (figure: Figure | null): SvgElement =>
  parseSvg(figure!.draw({ width: 720, height: 400, colours: printColours }));

/** Where markers lie, in the order of the points. */
const markersOf = (document: SvgElement): readonly (readonly [number, number])[] =>
  allOf(document, 'path')
    .filter(({ attributes }) => attributes['stroke-width'] === '0.75')
    .map(({ attributes }) => {
      const [, x, y] = /translate\(([-\d.]+),([-\d.]+)\)/.exec(attributes['transform']!)!;
      return [Number(x), Number(y)] as const;
    });

describe('the learning curve of the network', () => {
  const { report } = gainSnapshot();

  it('goes through the losses, and tells the first and the last', () => {
    const figure = networkCurve(report)!;
    const [curve] = allOf(draw(figure), 'path').filter(
      ({ attributes }) => attributes['stroke-width'] === '2',
    );
    const points = pointsOf(curve!.attributes['d']!);
    expect(points).toHaveLength(50);
    expect(points[0]![1]).toBeLessThan(points[49]![1]);
    expect(figure.description).toContain('180 simulated problems, measured on 140 labels');
    expect(figure.description).toContain('from 1.45 in the first epoch to 0.90 in the last of 50');
    expect(figure.table.rows).toHaveLength(50);
  });

  it('says what may have been missed where not every gain was measured', () => {
    expect(networkCurve(report)!.description).not.toContain('measured at random');
    const bounds = {
      measured: 1180,
      targets: 4750,
      confidence: 0.9,
      missed: { found: 0, atMost: 0.0098 },
      error: { share: 0.9, found: 0.05, atMost: 0.074 },
    };
    const wordsOf = (told: typeof bounds | { error: { atMost: null } }): string =>
      networkCurve({
        ...report,
        network: { ...report.network!, bounds: { ...bounds, ...told } as typeof bounds },
      })!.description;
    expect(wordsOf(bounds)).toContain('Of 4750 gains 1180 were measured');
    expect(wordsOf(bounds)).toContain('90 % of them by at most 0.07 standard deviations');
    expect(wordsOf(bounds)).toContain('at most 1.0 % of the gains');
    expect(wordsOf({ error: { atMost: null } })).toContain('too few were measured at random');
  });

  it('is not there where no gains are predicted', () => {
    expect(networkCurve(gainSnapshot({ network: false }).report)).toBeNull();
  });
});

describe('predicted against realised gain', () => {
  const pair = {
    itemId: 'a',
    label: 'spam',
    round: 2,
    predicted: 0.01,
    deviation: 0.02,
    realised: -0.03,
    shared: false,
  };
  const other = { ...pair, itemId: 'b', predicted: 0.02, realised: 0 };
  const report = { ...gainSnapshot().report, pairs: [pair, other], correlation: null };

  it('has a point for each label, with its deviation to either side', () => {
    const document = draw(gainScatter(report));
    const [first, second] = markersOf(document);
    expect(first![0]).toBeLessThan(second![0]);
    expect(first![1]).toBeGreaterThan(second![1]);
    const bars = allOf(document, 'line').filter(({ attributes }) => attributes['stroke-opacity'] === '0.3');
    const [bar] = bars.map(({ attributes }) => [Number(attributes['x1']), Number(attributes['x2'])] as const);
    expect((bar![0] + bar![1]) / 2).toBeCloseTo(first![0], 0);
    // The distance between the points is half a deviation.
    expect(bar![1] - bar![0]).toBeCloseTo(4 * (second![0] - first![0]), 0);
  });

  it.each([
    [{ rho: 0.4, low: 0.1, high: 0.6, count: 30 }, 'did gain more: rank correlation 0.40'],
    [{ rho: 0.1, low: -0.2, high: 0.4, count: 30 }, 'cannot be told from chance'],
    [{ rho: -0.4, low: -0.6, high: -0.1, count: 30 }, 'gained less: rank correlation −0.40'],
    [null, 'Five labels at least are needed'],
  ])('says plainly what the correlation %o means', (correlation, words) => {
    const { description } = gainScatter({ ...report, correlation })!;
    expect(description).toContain('2 labels, of which 1 changed no prediction');
    expect(description).toContain(words);
  });

  it('says which predictions were learned from labels that judge them', () => {
    const words = (pairs: readonly GainPair[]): string => gainScatter({ ...report, pairs })!.description;
    expect(words([pair, other])).not.toContain('random labels');
    expect(words([{ ...pair, shared: true }, other])).toContain('1 of these predictions come from rounds');
    expect(words([{ ...pair, shared: true }])).toContain('All of these predictions');
  });

  it('has its numbers in full in the table', () => {
    const { rows, columns } = gainScatter(report)!.table;
    expect(columns.map(({ name }) => name)).toEqual([
      'Item',
      'Label',
      'Round',
      'Predicted gain',
      'Deviation',
      'Realised gain',
    ]);
    expect(rows[0]!.map(({ text }) => text)).toEqual(['a', 'spam', '2', '+0.0100', '0.0200', '−0.0300']);
    expect(gainScatter({ ...report, pairs: [] })).toBeNull();
  });
});

describe('the calibration of deviations', () => {
  it('compares simulated and own labels with the normal distribution', () => {
    const figure = deviationFigure(gainSnapshot().report)!;
    const curves = allOf(draw(figure), 'path').filter(({ attributes }) => attributes['stroke-width'] === '2');
    expect(curves).toHaveLength(3);
    expect(new Set(curves.map(({ attributes }) => attributes['stroke'])).size).toBe(3);
    expect(figure.description).toContain('Of 480 simulated labels, 65 % lie within one deviation');
    expect(figure.description).toContain('Of 46 labels of yours, 77 %');
    expect(figure.table.columns).toHaveLength(4);
  });

  it('shows what there is, and nothing for nothing', () => {
    const simulated = deviationFigure(gainSnapshot({ pairs: 0 }).report)!;
    expect(simulated.table.columns).toHaveLength(3);
    expect(deviationFigure(gainSnapshot({ pairs: 0, network: false }).report)).toBeNull();
  });
});
