import { describe, expect, it } from 'vitest';
import { experimentFigures } from '../../src/charts/experimentFigures.ts';
import { printColours } from '../../src/charts/palette.ts';
import type { ExperimentReport } from '../../src/protocol/experiment.ts';
import { allOf, parseSvg, pointsOf } from './parseSvg.ts';
import type { SvgElement } from './parseSvg.ts';
import { cell, reportOf, sampleReport, strategyNames, twoStrategies } from './reports.ts';

function draw(report: ExperimentReport, kind: string, width = 720): SvgElement {
  const figure = experimentFigures(report).find(({ id }) => id.startsWith(`${kind}-`))!;
  return parseSvg(figure.draw({ width, height: 360, colours: printColours }));
}

const texts = (document: SvgElement): readonly string[] => allOf(document, 'text').map(({ text }) => text);

/** The place of a value, from the first and last tick of an axis. */
function scaleOf(document: SvgElement, axis: 'x' | 'y'): (value: number) => number {
  const anchor = axis === 'x' ? 'middle' : 'end';
  const ticks = allOf(document, 'text')
    .filter(({ text, attributes }) => /^−?[\d.]+$/.test(text) && attributes['text-anchor'] === anchor)
    // The base line of a tick's text is 4 pixels below its line.
    .map(({ text, attributes }) => ({
      value: Number(text.replace('−', '-')),
      at: Number(attributes[axis]) - (axis === 'y' ? 4 : 0),
    }));
  const [first, last] = [ticks[0]!, ticks.at(-1)];
  const slope = (last.at - first.at) / (last.value - first.value);
  return (value) => first.at + slope * (value - first.value);
}

const curves = (document: SvgElement): readonly SvgElement[] =>
  allOf(document, 'path').filter(({ attributes }) => attributes['stroke-width'] === '2');
const bands = (document: SvgElement): readonly SvgElement[] =>
  allOf(document, 'path').filter(({ attributes }) => attributes['fill-opacity'] !== undefined);

describe('learning curves', () => {
  const document = draw(reportOf([cell()]), 'curves');
  const x = scaleOf(document, 'x');
  const y = scaleOf(document, 'y');

  it('go through the means', () => {
    const points = pointsOf(curves(document)[0]!.attributes['d']!);
    const expected = [
      [100, 0.8],
      [101, 0.83],
      [102, 0.851],
    ] as const;
    expect(points).toHaveLength(3);
    points.forEach(([px, py], index) => {
      expect(px).toBeCloseTo(x(expected[index]![0]), 1);
      expect(py).toBeCloseTo(y(expected[index]![1]), 1);
    });
  });

  it('have a band of twice the standard error', () => {
    const points = pointsOf(bands(document)[0]!.attributes['d']!);
    const expected = [0.82, 0.85, 0.891, 0.811, 0.81, 0.78];
    expect(points).toHaveLength(6);
    points.forEach(([, py], index) => expect(py).toBeCloseTo(y(expected[index]!), 1));
  });

  it('are named, also a single one', () => {
    expect(texts(document)).toContain('random');
    expect(texts(draw(reportOf([cell()]), 'curves', 320))).toContain('random');
  });

  it('name the axes and do not begin at 0', () => {
    expect(texts(document)).toContain('labels');
    expect(texts(document)).toContain('weighted accuracy');
    expect(texts(document)).not.toContain('0.00');
  });

  it('have no band for a single run', () => {
    const single = draw(sampleReport({ strategies: ['random', 'margin'], runs: 1 }), 'curves');
    expect([curves(single).length, bands(single).length]).toEqual([2, 0]);
  });

  it('do not go beyond 1, of which no score is higher', () => {
    const curve = { labeled: [10, 20], mean: [0.95, 1], standardError: [0.02, 0.02] };
    const high = draw(reportOf([cell({ curve })]), 'curves');
    const values = texts(high).filter((text) => /^[01]\.\d+$/.test(text));
    expect(Math.max(...values.map(Number))).toBe(1);
    const top = Math.min(...pointsOf(bands(high)[0]!.attributes['d']!).map(([, py]) => py));
    expect(top).toBeCloseTo(scaleOf(high, 'y')(1), 1);
  });

  it('can be told apart without colour, up to fifteen', () => {
    const many = draw(sampleReport({ strategies: strategyNames, runs: 1, steps: 3 }), 'curves', 1200);
    const groups = allOf(many, 'g').filter(({ children }) => children[1]?.attributes['stroke-width'] === '2');
    const looks = groups.map(({ children }) => {
      const [, line, marker] = children;
      return `${line!.attributes['stroke-dasharray']!} ${marker!.attributes['d']!}`;
    });
    expect(looks).toHaveLength(15);
    expect(new Set(looks).size).toBe(15);
  });

  it('are named at their ends where there is room, else in a legend below', () => {
    const placeOf = (width: number, name: string) => {
      const wanted = allOf(draw(twoStrategies, 'curves', width), 'text').find(({ text }) => text === name)!;
      return { x: Number(wanted.attributes['x']), y: Number(wanted.attributes['y']) };
    };
    const [random, uncertainty] = [placeOf(720, 'random'), placeOf(720, 'uncertainty')];
    expect(random.x).toBe(uncertainty.x);
    expect(random.x).toBeGreaterThan(500);
    // The higher curve has the higher name.
    expect(uncertainty.y).toBeLessThan(random.y);
    expect(placeOf(320, 'random').y).toBeGreaterThan(300);
  });
});

describe('relative curves', () => {
  it('have a line at 0', () => {
    const document = draw(twoStrategies, 'relative');
    const y = scaleOf(document, 'y');
    const line = allOf(document, 'line').find(({ attributes }) => attributes['stroke-width'] === '1.25')!;
    expect(Number(line.attributes['y1'])).toBeCloseTo(y(0), 1);
    expect(line.attributes['y2']).toBe(line.attributes['y1']);
  });
});

describe('times', () => {
  const timed = (...seconds: readonly number[]): SvgElement =>
    draw(
      reportOf(seconds.map((secondsPerStep, index) => cell({ strategy: `s${index}`, secondsPerStep }))),
      'time',
    );
  const widths = (document: SvgElement): readonly number[] =>
    allOf(document, 'rect')
      .slice(1)
      .map(({ attributes }) => Number(attributes['width']));

  it('are bars as long as they took', () => {
    const [short, long] = widths(timed(0.5, 1));
    expect(long! / short!).toBeCloseTo(2, 2);
  });

  it('are on a logarithmic axis where they differ by more than twentyfold', () => {
    expect(texts(timed(0.1, 2))).toContain('time a step');
    const document = timed(0.001, 0.1, 10);
    expect(texts(document)).toContain('time a step (log scale)');
    const [first, second, third] = widths(document);
    expect(third! - second!).toBeCloseTo(second! - first!, 1);
    expect(first).toBeGreaterThan(0);
    expect(texts(document)).toEqual(expect.arrayContaining(['1 ms', '100 ms', '10 s']));
  });

  it('of nothing are bars of no length', () => {
    expect(widths(timed(0, 0))).toEqual([0, 0]);
    expect(widths(timed(0, 1, 100))[0]).toBe(0);
  });
});

describe('picks per class', () => {
  it('are parts as wide as they are many, that say their number', () => {
    const document = draw(reportOf([cell()]), 'picks');
    expect(texts(document)).toEqual(expect.arrayContaining(['a: 6', 'b: 4']));
    const [, a, b] = allOf(document, 'rect').map(({ attributes }) => Number(attributes['width']));
    // A gap of 3 pixels belongs to each part.
    expect((a! + 3) / (b! + 3)).toBeCloseTo(1.5, 2);
  });

  it('of many classes are drawn together but for those picked most', () => {
    const picksPerClass = Array.from({ length: 40 }, (_, index) => ({
      className: `c${index}`,
      mean: 1 + (index === 39 ? 5 : 0),
    }));
    const document = draw(reportOf([cell({ picksPerClass })]), 'picks', 1200);
    expect(texts(document)).toEqual(expect.arrayContaining(['c39: 6', '29 other classes: 29']));
  });
});

describe('ranks', () => {
  const report = reportOf([cell()], {
    ranks: [
      {
        setting: 'imbalanced',
        model: 'svc',
        blocks: 12,
        strategies: [
          { strategy: 'd', rank: 3.75 },
          { strategy: 'a', rank: 1.25 },
          { strategy: 'b', rank: 2 },
          { strategy: 'c', rank: 3 },
        ],
        friedman: { statistic: 20, p: 0.0002 },
        criticalDifference: 1.35,
        groups: [
          ['a', 'b'],
          ['b', 'c'],
          ['c', 'd'],
        ],
      },
    ],
  });
  const document = draw(report, 'ranks');
  const x = scaleOf(document, 'x');

  it('are on an axis, the better half named at the left', () => {
    const leaders = allOf(document, 'path').filter(
      ({ attributes }) => attributes['stroke'] === printColours.quiet,
    );
    const places = leaders.map(({ attributes }) => pointsOf(attributes['d']!)[0]![0]);
    [1.25, 2, 3, 3.75].forEach((rank, index) => expect(places[index]).toBeCloseTo(x(rank), 1));
    const anchor = (name: string) =>
      allOf(document, 'text').find(({ text }) => text === name)!.attributes['text-anchor'];
    expect(['a', 'b', 'c', 'd'].map(anchor)).toEqual(['end', 'end', 'start', 'start']);
  });

  it('that do not differ are joined by bars, on levels of their own where they overlap', () => {
    const joined = allOf(document, 'line').filter(({ attributes }) => attributes['stroke-width'] === '4');
    const spans = joined.map(
      ({ attributes }) => [Number(attributes['x1']) + 4, Number(attributes['x2']) - 4] as const,
    );
    const expected = [
      [1.25, 2],
      [2, 3],
      [3, 3.75],
    ] as const;
    expect(spans).toHaveLength(3);
    spans.forEach(([from, to], index) => {
      expect(from).toBeCloseTo(x(expected[index]![0]), 1);
      expect(to).toBeCloseTo(x(expected[index]![1]), 1);
    });
    const levels = joined.map(({ attributes }) => attributes['y1']);
    expect(levels[0]).toBe(levels[2]);
    expect(levels[1]).not.toBe(levels[0]);
  });

  it('show the critical difference as long as it is', () => {
    expect(texts(document)).toContain('critical difference 1.35');
    const bar = allOf(document, 'path').find(
      ({ attributes }) => attributes['d']!.includes('H') && attributes['stroke'] === printColours.foreground,
    )!;
    const end = Number(/H([\d.]+)/.exec(bar.attributes['d']!)![1]);
    expect(end - x(1)).toBeCloseTo(x(2.35) - x(1), 1);
  });

  it('without a test have no bars', () => {
    const untested = draw(
      reportOf([cell()], {
        ranks: [{ ...report.ranks[0]!, blocks: 1, friedman: null, criticalDifference: null, groups: [] }],
      }),
      'ranks',
    );
    expect(texts(untested).filter((text) => text.includes('critical'))).toEqual([]);
    expect(allOf(untested, 'line').filter(({ attributes }) => attributes['stroke-width'] === '4')).toEqual(
      [],
    );
  });
});
