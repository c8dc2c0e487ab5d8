import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/commandLine.ts';
import type { InspectReport } from '../../src/protocol/inspect.ts';
import { labelProject, startEngine } from './labeledProject.ts';
import { scratch } from './runCli.ts';

const { folder, end } = scratch();
afterAll(end);

const rows = Array.from({ length: 120 }, (_, index) => ({
  id: `t${index}`,
  height: 3 * Math.sin(index * 7),
  width: 2 * Math.cos(index * 3),
}));

async function inspect(...args: string[]): Promise<string> {
  let printed = '';
  const code = await runCommandLine(['inspect', join(folder, 'budget.nextlabel.json'), '--quiet', ...args], {
    out: (text) => (printed += text),
    error: (text) => (printed += text),
    interactive: false,
  });
  expect(code).toBe(0);
  return printed;
}

const reportOf = async (...args: string[]): Promise<InspectReport> =>
  JSON.parse(await inspect(...args)) as InspectReport;

it('forecasts what is still to be labeled, from what the round knew', { timeout: 60_000 }, async () => {
  const engine = startEngine();
  try {
    await labelProject(folder, engine, {
      name: 'budget',
      file: {
        source: 'budget.csv',
        kind: 'tabular',
        id: 'id',
        classes: ['yes', 'no'],
        strategy: 'random',
        batchSize: 8,
        seed: 5,
      },
      source: `id,height,width\n${rows.map(({ id, height, width }) => `${id},${height},${width}`).join('\n')}\n`,
      answer: (id) => {
        const { height, width } = rows[Number(id.slice(1))]!;
        return height + width + Math.sin(height * 9) > 0 ? 'yes' : 'no';
      },
      // On a busy machine all of the first batch come before a ranking, and those are not of the random stream.
      batches: [20, 30],
    });
  } finally {
    await engine.dispose();
  }
  const { forecast, stopping, history } = await reportOf();
  expect(forecast).toMatchObject({
    ...{ kind: 'answer', labels: 50, items: 120, horizon: 120, level: 0.9, warnings: [] },
    // labelProject says that each took two seconds.
    pace: { secondsPerLabel: 2, timed: 50, pauses: 0 },
  });
  expect(stopping).toMatchObject({ stopSet: 120, items: 120, spacing: 8 });
  const counts = stopping.checked.map(({ labels }) => labels);
  expect(counts.at(-1)).toBe(50);
  expect(counts.slice(1).every((count, at) => count - counts[at]! >= 8)).toBe(true);
  const [before] = stopping.checked;
  expect(history.rounds.some(({ round }) => round === before!.round)).toBe(true);
  const early = await reportOf('--round', String(before!.round));
  // Of labels that a cold start drew it is not said that they came at random.
  expect(early.forecast).toMatchObject({ kind: 'refused', reason: 'randomLabels', needed: 25 });
  const markdown = await inspect('--format', 'markdown');
  expect(markdown).toContain('With 50 labels the accuracy over all items is about');
  expect(markdown).toContain('To gain 2 points of accuracy');
  expect(markdown).toContain('- **Classification change**: ');
});
