import type { JudgedByModel, SecondLookReport } from '../../protocol/secondLook.ts';
import { numberCell } from '../dataTable.ts';
import { drawMatrix } from '../drawing/matrixChart.ts';
import type { Figure } from '../figure.ts';
import { fixed } from '../wording.ts';
import { brief, counted, percent } from './numberText.ts';

/** Given labels against the classes that they probably are; null where no model judged. */
export function noiseFigure({ model }: SecondLookReport, classes: readonly string[]): Figure | null {
  if (model.kind !== 'judged') return null;
  const id = 'label-noise';
  const title = 'Given and probable class';
  const names = model.classes.map((label) => classes[label] ?? '');
  const cells = noiseCells(model);
  const values = names.map((_, given) =>
    cells.filter((each) => each.given === given).map(({ share }) => share),
  );
  const description =
    'For the labels of each class (rows), which class they probably are (columns, numbered as the rows), as estimated ' +
    `by confident learning. ${noiseText(cells, names)}`;
  const formats = [(value: number) => `${fixed(100 * value, 1)} %`, (value: number) => fixed(100 * value, 0)];
  return {
    id,
    title,
    description,
    table: {
      id,
      title,
      columns: [
        { name: 'Given class', kind: 'text' },
        { name: 'Probable class', kind: 'text' },
        { name: 'Share of the given class', kind: 'number' },
        { name: 'Labels, estimated', kind: 'number' },
        { name: 'Labels, confidently counted', kind: 'number' },
      ],
      rows: cells.map(({ given, truth, share, labels, count }) => [
        { text: names[given] ?? '' },
        { text: names[truth] ?? '' },
        numberCell(percent(share), share),
        numberCell(brief(labels), labels),
        numberCell(count.toLocaleString('en'), count),
      ]),
      note:
        'Counted is a label whose model gives a class more than labels of that class get on average; the estimate scales ' +
        'these counts to the labels that were given.',
    },
    draw: (options) => drawMatrix({ title, description, names, values, formats }, options),
  };
}

interface NoiseCell {
  /** Indices among the judged classes. */
  readonly given: number;
  readonly truth: number;
  /** Of the labels of the given class. */
  readonly share: number;
  /** How many labels that is. */
  readonly labels: number;
  readonly count: number;
}

function noiseCells({ classes, joint, counts, judged }: JudgedByModel): readonly NoiseCell[] {
  const width = classes.length;
  return joint.map((value, at) => {
    const given = Math.floor(at / width);
    const all = joint.slice(given * width, (given + 1) * width).reduce((sum, share) => sum + share, 0);
    return { given, truth: at % width, share: value / all, labels: value * judged, count: counts[at]! };
  });
}

/** Names the pairs of classes that are mixed up most. */
function noiseText(cells: readonly NoiseCell[], names: readonly string[]): string {
  const mixed = cells
    .filter(({ given, truth, labels }) => given !== truth && labels >= 0.5)
    .sort((a, b) => b.labels - a.labels);
  if (mixed.length === 0) return 'None is estimated to be of another class.';
  const wrong = mixed.reduce((sum, { labels }) => sum + labels, 0);
  const worst = mixed
    .slice(0, 3)
    .map(
      ({ given, truth, share }) =>
        `${percent(share)} of ${names[given] ?? ''} are probably ${names[truth] ?? ''}`,
    );
  return `About ${counted(Math.round(wrong), 'label')} in all are of another class; most often: ${worst.join(', ')}.`;
}
