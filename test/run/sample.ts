// Writes the sample projects: generated data of each kind with a project file beside it. Bundled by openSample.ts.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { writeSample } from '../../src/data/samples.ts';
import { writeProjectFile } from '../../src/session/projectFileText.ts';

const projects = [
  { kind: 'tabular', name: 'waveform' },
  { kind: 'text', name: 'tickets' },
  { kind: 'image', name: 'glyphs' },
] as const;

/** Returns the path of the project file to open first. What is there already is kept, with its labels. */
export async function writeSamples(folder: string): Promise<string> {
  for (const { kind, name } of projects) {
    const home = path.join(folder, name);
    const file = path.join(home, `${name}.nextlabel.json`);
    if (existsSync(file)) continue;
    mkdirSync(home, { recursive: true });
    const sample = await writeSample(kind, home);
    const source = path.relative(home, path.resolve(home, sample.source));
    writeFileSync(file, writeProjectFile({ ...sample, source, featureColumns: [], hiddenColumns: [] }));
  }
  const [first] = projects;
  return path.join(folder, first.name, `${first.name}.nextlabel.json`);
}
