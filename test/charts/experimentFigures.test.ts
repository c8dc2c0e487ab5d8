import { describe, expect, it } from 'vitest';
import { experimentFigures } from '../../src/charts/experimentFigures.ts';
import type { Figure } from '../../src/charts/figure.ts';
import { printColours } from '../../src/charts/palette.ts';
import { choicesOf, filterReport } from '../../src/charts/reportFilter.ts';
import type { ExperimentReport } from '../../src/protocol/experiment.ts';
import { allOf, overlaps, parseSvg, textBoxes } from './parseSvg.ts';
import type { SvgElement } from './parseSvg.ts';
import { cell, reportOf, sampleReport, strategyNames, summary, twoStrategies } from './reports.ts';

const drawn = (figure: Figure, width = 720, height = 360): SvgElement =>
  parseSvg(figure.draw({ width, height, colours: printColours }));

const figureOf = (report: ExperimentReport, kind: string): Figure =>
  experimentFigures(report).find(({ id }) => id.startsWith(`${kind}-`))!;

const hostile = '<script>alert("1")</script>&amp;\u0000\u202e]]>\n\'';

describe('the figures of a report', () => {
  it('are of every kind, kind by kind', () => {
    const report = sampleReport({
      strategies: ['random', 'margin'],
      datasets: ['adult', 'waveform'],
      settings: ['balanced', 'imbalancedWeighted'],
      runs: 2,
      steps: 2,
    });
    expect(experimentFigures(report).map(({ id }) => id)).toEqual([
      ...['curves', 'relative'].flatMap((kind) => [
        `${kind}-adult-balanced-logisticRegression`,
        `${kind}-adult-imbalancedWeighted-logisticRegression`,
        `${kind}-waveform-balanced-logisticRegression`,
        `${kind}-waveform-imbalancedWeighted-logisticRegression`,
      ]),
      'ranks-balanced-logisticRegression',
      'ranks-imbalancedWeighted-logisticRegression',
      ...['time', 'picks'].flatMap((kind) => [
        `${kind}-adult-balanced-logisticRegression`,
        `${kind}-adult-imbalancedWeighted-logisticRegression`,
        `${kind}-waveform-balanced-logisticRegression`,
        `${kind}-waveform-imbalancedWeighted-logisticRegression`,
      ]),
    ]);
  });

  it('are none without a run', () => {
    expect(experimentFigures(reportOf([]))).toEqual([]);
  });

  it('have ids that are file names, unique on disks that know no capitals', () => {
    const report = reportOf(['Data/1', 'data:1', '../..', '…'].map((dataset) => cell({ dataset })));
    const ids = experimentFigures(report).map(({ id }) => id);
    expect(new Set(ids.map((id) => id.toLowerCase())).size).toBe(16);
    expect(ids.filter((id) => !/^[A-Za-z0-9-]+$/.test(id))).toEqual([]);
  });

  it('say in words what is best, by how much and over how many runs', () => {
    const [curves, , ranks, time, picks] = experimentFigures(twoStrategies);
    expect(curves!.description).toBe(
      'Weighted accuracy on the test rows, from 100 to 102 labels: mean over 9 runs; bands are twice the standard ' +
        'error. At the end uncertainty is highest with 0.862, 0.011 above random, the lowest. By the area under the ' +
        'curve uncertainty is best with 8.53, 0.05 above random.',
    );
    expect(ranks!.description).toContain('uncertainty is best with 1.25, then random 1.75.');
    expect(ranks!.description).toContain("Friedman's test: chi-square 2.25, p = 0.134.");
    expect(ranks!.description).toContain('No difference was found within: uncertainty and random.');
    expect(time!.description).toContain(
      'random is fastest with 2 ms, uncertainty slowest with 500 ms, 250 times as long.',
    );
    expect(picks!.description).toContain('Class a: 6. Class b: 4.');
  });

  it('say so where the best is hardly better, or not at all', () => {
    const of = (mean: number) => ({ mean, sd: 0.1 });
    const [curves] = experimentFigures(
      reportOf([
        cell({ final: of(0.8), auac: of(8.0004) }),
        cell({ strategy: 'margin', final: of(0.8), auac: of(8.0001) }),
      ]),
    );
    expect(curves!.description).toContain('random is highest with 0.800, level with margin, the lowest.');
    expect(curves!.description).toContain('random is best with 8.00, just above margin.');
  });

  it('have tables with their numbers', () => {
    const [curves, relative, , time] = experimentFigures(twoStrategies);
    expect(curves!.table.rows[2]).toEqual([
      { text: '102', values: [102] },
      { text: '0.851 ± 0.020', values: [0.851, 0.02] },
      { text: '0.862 ± 0.010', values: [0.862, 0.01] },
    ]);
    expect(relative!.table.rows[1]![1]).toEqual({ text: '−0.0100 ± 0.0050', values: [-0.01, 0.005] });
    expect(time!.table.rows.map((row) => row[1]!.values)).toEqual([[0.002], [0.5]]);
  });

  it('draw summaries thick and under the strategies, in learning curves only', () => {
    const report = { ...twoStrategies, summaries: [summary('best'), summary('average')] };
    const [curves, ...others] = experimentFigures(report);
    const lines = allOf(drawn(curves!), 'g').flatMap(({ children }) => {
      const [name, line] = children;
      return name?.name === 'title' ? [[name.text, line!.attributes['stroke-width']]] : [];
    });
    expect(lines).toEqual([
      ['best of the strategies', '5'],
      ['average of the strategies', '5'],
      ['random', '2'],
      ['uncertainty', '2'],
    ]);
    expect(curves!.description).toContain(
      'Thick lines: the best of the strategies other than random by mean AUAC (uncertainty, picked in hindsight) ends ' +
        'with 0.862, the average of them with 0.857.',
    );
    expect(curves!.table.columns.map(({ name }) => name)).toEqual([
      ...['Labels', 'random', 'uncertainty', 'best of the strategies', 'average of the strategies'],
    ]);
    expect(curves!.table.rows[1]!.at(-1)).toEqual({ text: '0.835 ± 0.010', values: [0.835, 0.01] });
    expect(curves!.table.note).toContain('picked in hindsight, so it is optimistic');
    const plain = experimentFigures(twoStrategies);
    expect(others.map((figure) => figure.draw({ width: 720, height: 360, colours: printColours }))).toEqual(
      plain.slice(1).map((figure) => figure.draw({ width: 720, height: 360, colours: printColours })),
    );
  });

  it('keep the look of a strategy when others are filtered away', () => {
    const all = choicesOf(twoStrategies).strategies;
    const one = filterReport(twoStrategies, {
      datasets: null,
      settings: null,
      models: null,
      strategies: ['uncertainty'],
    });
    const strokes = (figure: Figure): readonly (string | undefined)[] =>
      allOf(drawn(figure), 'path')
        .filter(({ attributes }) => attributes['stroke-width'] === '2')
        .map(({ attributes }) => attributes['stroke']);
    const [, second] = strokes(experimentFigures(twoStrategies)[0]!);
    expect(strokes(experimentFigures(one, all)[0]!)).toEqual([second]);
    expect(strokes(experimentFigures(one)[0]!)).not.toEqual([second]);
  });
});

describe('every drawing', () => {
  const nasty = sampleReport({
    strategies: [hostile, 'random'],
    datasets: [hostile],
    models: [hostile],
    classes: [hostile, 'b'],
    runs: 3,
    steps: 4,
  });

  it.each(experimentFigures(nasty).map((figure) => [figure.id, figure] as const))(
    'is well-formed and harmless with hostile names: %s',
    (_, figure) => {
      const document = drawn(figure);
      const names = new Set(allOf(document).map(({ name }) => name));
      const allowed = ['svg', 'title', 'desc', 'rect', 'line', 'path', 'g', 'text'];
      expect([...names].filter((name) => !allowed.includes(name))).toEqual([]);
      const keys = allOf(document).flatMap(({ attributes }) => Object.keys(attributes));
      expect(keys.filter((key) => /^(on|style|class|id|href|xlink)/.test(key))).toEqual([]);
      const texts = allOf(document).map(({ text }) => text);
      expect(texts.some((text) => text.includes('<script>alert("1")</script>&amp;\uFFFD\uFFFD]]> \''))).toBe(
        true,
      );
    },
  );

  it.each(experimentFigures(twoStrategies).map((figure) => [figure.id, figure] as const))(
    'is an image with a name and a description: %s',
    (_, figure) => {
      const { attributes, children } = drawn(figure, 500);
      expect(attributes).toMatchObject({ role: 'img', width: '500', xmlns: 'http://www.w3.org/2000/svg' });
      expect(attributes['viewBox']).toBe(`0 0 500 ${attributes['height']!}`);
      expect(children.slice(0, 2)).toMatchObject([
        { name: 'title', text: figure.title },
        { name: 'desc', text: figure.description },
      ]);
    },
  );

  const counts = [1, 2, 7, 15];
  const widths = [320, 480, 720, 1200];
  const cases = counts.flatMap((count) =>
    widths.flatMap((width) => [1, 9].map((runs) => [count, width, runs] as const)),
  );

  it.each(cases)(
    'has no text on another or beyond the edge: %i strategies, %i pixels, %i runs',
    (count, width, runs) => {
      const classes = Array.from({ length: count === 7 ? 20 : 3 }, (_, index) => `class ${index}`);
      const report = sampleReport({
        strategies: strategyNames.slice(-count),
        settings: ['imbalanced'],
        classes,
        runs,
        steps: 40,
        summaries: true,
      });
      for (const figure of experimentFigures(report)) {
        const document = drawn(figure, width, 300);
        const boxes = textBoxes(document);
        expect([figure.id, overlaps(boxes)]).toEqual([figure.id, []]);
        const height = Number(document.attributes['height']);
        const beyond = boxes.filter(
          ({ left, right, top, bottom }) => left < 0 || right > width || top < 0 || bottom > height,
        );
        expect([figure.id, beyond]).toEqual([figure.id, []]);
        const small = allOf(document, 'text').filter(
          ({ attributes }) => !(Number(attributes['font-size']) >= 11),
        );
        expect(small).toEqual([]);
      }
    },
  );

  it('cuts a long name and says the whole of it on hover', () => {
    const long = 'a strategy with a name that is far too long for the room that it has beside its bar';
    const report = reportOf([cell({ strategy: long }), cell()]);
    for (const figure of experimentFigures(report)) {
      const cut = allOf(drawn(figure, 320), 'text').filter(({ text }) => text.endsWith('…'));
      expect([figure.id, cut.map(({ children }) => children.map(({ text }) => text))]).toEqual([
        figure.id,
        [[long]],
      ]);
    }
  });

  it('says so where there is nothing to draw', () => {
    const empty = { labeled: [], mean: [], standardError: [] };
    const report = reportOf([cell({ curve: empty, relative: empty, picksPerClass: [] })]);
    const texts = ['curves', 'relative', 'picks'].map((kind) => textBoxes(drawn(figureOf(report, kind))));
    expect(texts.map((boxes) => boxes.map(({ text }) => text))).toEqual(
      Array.from({ length: 3 }, () => ['There is nothing to draw yet.']),
    );
  });
});
