import type { GainPair, GainReport } from '../protocol/gainView.ts';
import type { DeviationCoverage, OracleBounds } from '../protocol/gains.ts';
import { numberCell } from './dataTable.ts';
import { drawLineChart } from './drawing/lineChart.ts';
import type { LineSeries } from './drawing/lineChart.ts';
import { drawScatterChart } from './drawing/scatterChart.ts';
import type { Figure } from './figure.ts';
import { fixed, plural, signed } from './wording.ts';

/** Loss of the network by epoch (Bakker et al. 2023, figure 9); null where there is no network. */
export function networkCurve({ network, round }: GainReport): Figure | null {
  if (network === null) return null;
  const { losses, problems, rewardLabels, sharedLabels, bounds } = network;
  const [first = NaN] = losses;
  const last = losses.at(-1) ?? NaN;
  const title = `Learning curve of the network: Round ${round}`;
  const yTitle = 'negative log-likelihood, nats';
  const description =
    `Mean negative log-likelihood of the gains of ${plural(problems, 'simulated problem', 'simulated problems')}, ` +
    `measured on ${plural(rewardLabels, 'label', 'labels')}${randomText(sharedLabels)}; lower is better. It goes from ${fixed(first, 2)} in the ` +
    `first epoch to ${fixed(last, 2)} in the last of ${losses.length}.${bounds === null ? '' : ` ${boundsText(bounds)}`}`;
  const points = losses.map((loss, index) => ({ x: index + 1, y: loss, low: null, high: null }));
  const series = [{ name: 'network', style: 0, points }];
  const chart = { title, description, xTitle: 'epoch', yTitle, series, zeroLine: false, ceiling: null };
  return {
    id: 'network-curve',
    title,
    description,
    table: {
      id: 'network-curve',
      title,
      columns: [
        { name: 'Epoch', kind: 'number' },
        { name: 'Negative log-likelihood', kind: 'number' },
      ],
      rows: losses.map((loss, index) => [
        numberCell(String(index + 1), index + 1),
        numberCell(fixed(loss, 4), loss),
      ]),
      note: '',
    },
    draw: (options) => drawLineChart(chart, options),
  };
}

const randomText = (sharedLabels: number): string =>
  sharedLabels === 0 ? '' : `, ${sharedLabels} of them drawn at random`;

/** What the gains that were not measured may have hidden. */
function boundsText({ measured, targets, confidence, missed, error }: OracleBounds): string {
  const off =
    error.atMost === null
      ? 'too few were measured at random to tell how far'
      : `${percent(error.share)} of them by at most ${fixed(error.atMost, 2)} standard deviations`;
  return (
    `Of ${targets} gains ${measured} were measured: those likely to be large, and some at random. The others were ` +
    `estimated and may be off: ${off}; and at most ${fixed(100 * missed.atMost, 1)} % of the gains not chosen for ` +
    `measuring are larger than the largest chosen one of their problem. Both bounds hold with a confidence of ` +
    `${percent(confidence)}.`
  );
}

/** What labels were predicted to gain, against what they gained; null where no such pair is known. */
export function gainScatter(report: GainReport): Figure | null {
  const { pairs, score } = report;
  if (pairs.length === 0) return null;
  const title = `Predicted and realised gain: ${score}`;
  const description = `${pairCount(pairs)}. ${correlationText(report)}${sharedText(pairs)}`;
  const chart = {
    title,
    description,
    xTitle: `predicted gain of ${score}, with one standard deviation to either side`,
    yTitle: `realised gain of ${score}`,
    points: pairs.map((pair) => ({
      x: pair.predicted,
      y: pair.realised,
      reach: pair.deviation,
      name: `${pair.itemId}: ${pair.label}, predicted ${signed(pair.predicted, 4)}, realised ${signed(pair.realised, 4)}`,
    })),
  };
  return {
    id: 'gain-scatter',
    title,
    description,
    table: pairTable(title, pairs),
    draw: (options) => drawScatterChart(chart, options),
  };
}

function pairTable(title: string, pairs: readonly GainPair[]): Figure['table'] {
  return {
    id: 'gain-scatter',
    title,
    columns: [
      { name: 'Item', kind: 'text' },
      { name: 'Label', kind: 'text' },
      { name: 'Round', kind: 'number' },
      { name: 'Predicted gain', kind: 'number' },
      { name: 'Deviation', kind: 'number' },
      { name: 'Realised gain', kind: 'number' },
    ],
    rows: pairs.map(({ itemId, label, round, predicted, deviation, realised }) => [
      { text: itemId },
      { text: label },
      numberCell(String(round), round),
      numberCell(signed(predicted, 4), predicted),
      numberCell(fixed(deviation, 4), deviation),
      numberCell(signed(realised, 4), realised),
    ]),
    note: '',
  };
}

const pairCount = (pairs: readonly GainPair[]): string => {
  const unmoved = pairs.filter(({ realised }) => realised === 0).length;
  return `${plural(pairs.length, 'label', 'labels')}, of which ${unmoved} changed no prediction (realised gain 0)`;
};

/** Which predictions were learned from labels that judge them here, in words. */
const sharedText = (pairs: readonly GainPair[]): string => {
  const count = pairs.filter(({ shared }) => shared).length;
  if (count === 0) return '';
  return (
    ` ${count === pairs.length ? 'All' : String(count)} of these predictions come from rounds with too few other labels, ` +
    `whose network learned from gains measured on your random labels too (never on the label itself): they may look a ` +
    `little better than they are.`
  );
};

/** Whether predictions order the labels as they turned out, in words; chance is called so. */
function correlationText({ correlation, pairs }: Pick<GainReport, 'correlation' | 'pairs'>): string {
  if (correlation === null) {
    return pairs.length < 5
      ? 'Five labels at least are needed to tell whether predictions order them rightly.'
      : 'All predictions or all gains are alike, so that nothing can be said of their order.';
  }
  const { rho, low, high } = correlation;
  const numbers = `rank correlation ${fixed(rho, 2)}, 95 % interval ${fixed(low, 2)} to ${fixed(high, 2)}`;
  if (low > 0) return `Labels that were predicted to gain more did gain more: ${numbers}.`;
  if (high < 0) return `Labels that were predicted to gain more gained less: ${numbers}.`;
  return `The order of the predictions cannot be told from chance: ${numbers}.`;
}

/** Share of outcomes within so many predicted deviations, against that of a normal distribution; null without any. */
export function deviationFigure({ network, coverage, pairs }: GainReport): Figure | null {
  const groups = [
    {
      name: 'simulated labels',
      inWords: 'simulated labels',
      count: network?.checked ?? 0,
      coverage: network?.coverage ?? [],
    },
    { name: 'your labels', inWords: 'labels of yours', count: pairs.length, coverage },
  ].filter((group) => group.count > 0 && group.coverage.length > 0);
  if (groups.length === 0) return null;
  const title = 'Calibration of the predicted deviation';
  const description = [
    'The share of gains within so many predicted standard deviations of the predicted mean. On the line of the normal distribution the deviations are honest; below it they are too small.',
    ...groups.map(
      (group) =>
        `Of ${group.count} ${group.inWords}, ${percent(within(group.coverage, 1))} lie within one deviation, where ${percent(0.6827)} would be expected.`,
    ),
  ].join(' ');
  const expected = groups[0]!.coverage.map((each) => ({ ...each, found: each.expected }));
  const series: readonly LineSeries[] = [
    { name: 'normal distribution', style: 2, points: toPoints(expected) },
    ...groups.map((group, style) => ({ name: group.name, style, points: toPoints(group.coverage) })),
  ];
  const chart = {
    title,
    description,
    xTitle: 'predicted standard deviations to either side',
    yTitle: 'share within',
    series,
    zeroLine: true,
    ceiling: 1,
  };
  return {
    id: 'gain-calibration',
    title,
    description,
    table: coverageTable(title, groups),
    draw: (options) => drawLineChart(chart, options),
  };
}

interface CoverageGroup {
  readonly name: string;
  readonly coverage: readonly DeviationCoverage[];
}

function coverageTable(title: string, groups: readonly CoverageGroup[]): Figure['table'] {
  return {
    id: 'gain-calibration',
    title,
    columns: [
      { name: 'Deviations', kind: 'number' },
      { name: 'Expected', kind: 'number' },
      ...groups.map(({ name }) => ({ name: `Found, ${name}`, kind: 'number' }) as const),
    ],
    rows: groups[0]!.coverage.map(({ deviations, expected }, index) => [
      numberCell(String(deviations), deviations),
      numberCell(percent(expected), expected),
      ...groups.map((group) =>
        numberCell(percent(group.coverage[index]!.found), group.coverage[index]!.found),
      ),
    ]),
    note: '',
  };
}

const toPoints = (coverage: readonly DeviationCoverage[]): LineSeries['points'] =>
  coverage.map(({ deviations, found }) => ({ x: deviations, y: found, low: null, high: null }));

const within = (coverage: readonly DeviationCoverage[], deviations: number): number =>
  coverage.find((each) => each.deviations === deviations)?.found ?? NaN;

const percent = (share: number): string => `${fixed(100 * share, 0)} %`;
