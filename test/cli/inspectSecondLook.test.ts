import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/commandLine.ts';
import { renameSuspect } from '../../src/cli/inspect/renameSuspect.ts';
import type { EngineClient } from '../../src/engineProcess/engineClient.ts';
import type { InspectReport } from '../../src/protocol/inspect.ts';
import { secondLookQuestion } from '../../src/protocol/inspectorSecondLook.ts';
import type { LabelingSession } from '../../src/session/session.ts';
import { labelProject, openProject, startEngine } from './labeledProject.ts';
import { scratch } from './runCli.ts';

const { folder, end } = scratch();

/** Two clouds; t0 and t2 get the wrong class, and t60 is a copy of t5 with another label. */
const side = (index: number): number => (index % 2 === 0 ? -3 : 3);
const rows = Array.from({ length: 60 }, (_, index) => ({
  id: `t${index}`,
  x: (side(index) + Math.sin(index * 7)).toFixed(4),
  y: Math.cos(index * 3).toFixed(4),
}));
const all = [...rows, { ...rows[5]!, id: 't60' }];
const wrong = new Set(['t0', 't2', 't60']);
const answer = (id: string): string => {
  const isLeft = Number(all.find((row) => row.id === id)!.x) < 0;
  return isLeft === wrong.has(id) ? 'right' : 'left';
};

let engine: EngineClient;
let file: string;
let session: LabelingSession;
beforeAll(async () => {
  engine = startEngine();
  file = await labelProject(folder, engine, {
    name: 'clouds',
    file: {
      source: 'clouds.csv',
      kind: 'tabular',
      id: 'id',
      classes: ['left', 'right'],
      batchSize: 40,
      seed: 5,
    },
    source: `id,x,y\n${all.map(({ id, x, y }) => `${id},${x},${y}`).join('\n')}\n`,
    answer,
    batches: [45],
  });
  session = await openProject(file, engine);
  for (const className of ['left', 'right']) {
    const own = all.flatMap(({ id }, row) => (answer(id) === className ? [row] : []));
    await session.inspector.label({ eventId: randomUUID(), rows: own, className, secondsSpent: 61 });
  }
}, 60_000);
afterAll(async () => {
  await session.close();
  await engine.dispose();
  end();
});

async function inspect(...args: string[]): Promise<string> {
  let printed = '';
  const out = (text: string): void => void (printed += text);
  const code = await runCommandLine(['inspect', file, '--quiet', '--strategies', 'random', ...args], {
    ...{ out, error: out, interactive: false },
  });
  expect([code, code === 0 ? '' : printed]).toEqual([0, '']);
  return printed;
}

const reportOf = async (...args: string[]): Promise<InspectReport> =>
  JSON.parse(await inspect(...args)) as InspectReport;

it(
  'names wrong labels as the inspector does, whichever round is asked for',
  { timeout: 60_000 },
  async () => {
    const { secondLook, classes } = await reportOf();
    const ids = secondLook.suspects.map(({ itemId }) => itemId);
    expect(ids).toEqual(expect.arrayContaining([...wrong]));
    const byId = new Map(secondLook.suspects.map((suspect) => [suspect.itemId, suspect]));
    expect(byId.get('t0')).toMatchObject({ label: 'right', suggested: 'left' });
    expect(byId.get('t0')!.excerpt).toContain('x ');
    expect(byId.get('t60')!.reasons[0]).toMatchObject({
      kind: 'duplicate',
      twinId: 't5',
      twinLabel: 'right',
    });
    expect((await reportOf('--round', '1')).secondLook).toEqual(secondLook);

    const shown = await session.inspector.ask(secondLookQuestion, { round: null, params: { revision: 0 } });
    const named = shown.suspects.map((suspect) => renameSuspect(suspect, (label) => classes[label]!));
    expect({ ...shown, suspects: named }).toEqual({
      ...secondLook,
      suspects: secondLook.suspects.map(({ excerpt: _, ...suspect }) => suspect),
    });

    const markdown = await inspect('--format', 'markdown');
    expect(markdown).not.toMatch(/undefined|NaN/);
    const { model, suspects } = secondLook;
    if (model.kind !== 'judged') throw new Error('The labels of this test are enough to be judged.');
    expect(markdown).toContain(`${suspects.length} labels are in doubt`);
    expect(markdown).toContain(`It predicts ${model.right} of ${model.judged} labels`);
    for (const { itemId, reasons } of suspects) {
      expect(markdown).toContain(`- **${itemId}** (`);
      for (const reason of reasons) {
        if (reason.kind !== 'model') continue;
        expect(markdown).toContain(`${(100 * reason.probability).toFixed(1)} %`);
      }
    }
    expect(markdown).toContain('Set "repeatShare": 0.05 in the project file');

    // Confirmed and corrected in the inspector, they are not named again.
    const review = (itemId: string, className: string) => {
      const { row, label } = byId.get(itemId)!;
      return session.inspector.review({ eventId: randomUUID(), row, label, className, secondsSpent: 1 });
    };
    await review('t2', 'right');
    const confirmed = (await reportOf()).secondLook;
    expect(confirmed.suspects.map(({ itemId }) => itemId)).toEqual(ids.filter((id) => id !== 't2'));
    expect(confirmed.confirmed).toBe(1);
    expect(await inspect('--format', 'markdown')).toContain('1 more was confirmed and is left out');
    await review('t0', 'left');
    const corrected = (await reportOf()).secondLook.suspects.map(({ itemId }) => itemId);
    expect(corrected).not.toContain('t0');
    expect(corrected).not.toContain('t2');
  },
);
