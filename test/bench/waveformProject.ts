import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { generateWaveform } from '../../src/engine/generators/generateWaveform.ts';
import { createRng } from '../../src/engine/numeric/rng.ts';

export interface WaveformProject {
  readonly projectFile: string;
  /** Class of each row, by item id. */
  readonly truth: ReadonlyMap<string, string>;
}

const CLASSES = ['first', 'second', 'third'] as const;

/** Writes `rows` generated rows of 21 features and a project file that reads them. */
export const writeWaveformProject = (folder: string, rows: number): WaveformProject => {
  const { features, labels } = generateWaveform(rows, createRng(5));
  const truth = new Map<string, string>();
  const header = ['id', ...Array.from({ length: features.columns }, (_, column) => `x${column}`)];
  const lines = [header.join(',')];
  for (let row = 0; row < rows; row += 1) {
    const values = features.data.subarray(row * features.columns, (row + 1) * features.columns);
    lines.push(`w${row},${Array.from(values, (value) => value.toFixed(6)).join(',')}`);
    truth.set(`w${row}`, CLASSES[labels[row] ?? 0] ?? '');
  }
  writeFileSync(path.join(folder, 'waves.csv'), `${lines.join('\n')}\n`);
  const projectFile = path.join(folder, 'waves.nextlabel.json');
  const project = { source: 'waves.csv', kind: 'tabular', id: 'id', classes: CLASSES, annotator: 'bench' };
  writeFileSync(projectFile, `${JSON.stringify(project, null, 2)}\n`);
  return { projectFile, truth };
};
