import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createEngine } from '../../src/session/createEngine.ts';
import { openSession } from '../../src/session/openSession.ts';
import { parseProjectFile } from '../../src/session/projectFile.ts';
import type { LabelingSession } from '../../src/session/session.ts';
import { root } from '../run/machine.mjs';
import { writeWaveformProject } from './waveformProject.ts';

/** Labels that the model has when the round is timed. */
const LABELS = 100;

export interface EngineFigures {
  /** Rows a second from the file to committed items. */
  readonly importRowsPerSecond: number;
  /** One margin round on a warm engine: snapshot of the labels, fit, scores, ranking, back in the host. */
  readonly roundMs: number;
}

/** Times import and rounds through the session and the packaged engine process, as the extension host runs them. */
export const measureEngine = async (rows: number): Promise<EngineFigures> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'nextlabel-bench-'));
  const { projectFile, truth } = writeWaveformProject(folder, rows);
  const { config } = parseProjectFile(readFileSync(projectFile, 'utf8'), projectFile);
  if (config === null) throw new Error('the project file of the benchmark does not parse');
  const engine = createEngine({ modulePath: path.join(root, 'dist/engine.cjs') });
  const session = await openSession({
    projectFile,
    config,
    engine,
    toUri: (file) => file,
    showSuggestions: () => true,
    log: () => undefined,
  });
  try {
    await engine.hello();
    const from = performance.now();
    await session.importItems(() => Promise.resolve(true));
    const importMs = performance.now() - from;
    await labelSome(session, truth);
    await session.rankNow();
    const times: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const start = performance.now();
      await session.rankNow();
      times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    return { importRowsPerSecond: (rows / importMs) * 1000, roundMs: times[2] ?? Number.NaN };
  } finally {
    await session.close();
    await engine.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
};

const labelSome = async (session: LabelingSession, truth: ReadonlyMap<string, string>): Promise<void> => {
  await session.rankNow();
  const { cards } = await session.page('ranked', 0, LABELS);
  await session.apply(
    cards.map(({ itemId }) => ({
      eventId: randomUUID(),
      itemId,
      action: 'label',
      value: truth.get(itemId) ?? null,
      secondsSpent: 1,
      suggestionShown: false,
      view: 'grid',
    })),
  );
};
