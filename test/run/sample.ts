// Writes the sample projects: generated data of each kind with a project file beside it. Bundled by openSample.ts.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { writeSample } from '../../src/data/samples.ts';
import { writeProjectFile } from '../../src/session/projectFileText.ts';

const kinds = ['tabular', 'text', 'image'] as const;

/** Returns the path of the project file to open first. What is there already is kept, with its labels. */
export async function writeSamples(folder: string): Promise<string> {
  const projects: string[] = [];
  for (const kind of kinds) {
    const home = path.join(folder, kind);
    const project = path.join(home, `${kind}.nextlabel.json`);
    projects.push(project);
    if (existsSync(project)) continue;
    mkdirSync(home, { recursive: true });
    const sample = await writeSample(kind, home);
    writeFileSync(project, writeProjectFile({ ...sample, featureColumns: [] }));
  }
  return projects[0] ?? '';
}
