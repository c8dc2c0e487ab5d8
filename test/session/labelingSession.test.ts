import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LabelingSnapshot } from '../../src/protocol/labeling.ts';
import { readProgress } from '../../src/session/readProgress.ts';
import { labelCommand } from './labelCommand.ts';
import { labelNext, ROWS, truthOf, until, useWaves } from './waves.ts';

const waves = useWaves();

describe('a labeling session', () => {
  it('imports, labels ranked items, ranks anew in the background and exports', async () => {
    const session = await waves.start();
    expect(session.needsImport).toBe(true);
    const outcome = await session.importItems(({ needsConsent }) => Promise.resolve(!needsConsent));
    expect(outcome).toMatchObject({ committed: true, summary: { added: ROWS } });
    const cold = await until(session, (snapshot) => snapshot.ranking.round > 0);
    expect(cold.ranking.detail).not.toBe('');
    expect(cold.sequence.length).toBeGreaterThanOrEqual(5);
    expect(cold.sequence.every((item) => item.suggestion === null)).toBe(true);

    const labeled = await labelNext(session, 30);
    expect(new Set(labeled).size).toBe(30);
    const ranked = await until(session, (s) => s.ranking.status === 'current' && s.ranking.labelsAgo < 10);
    expect(ranked).toMatchObject({ labeled: 30, total: ROWS, turn: 12, canUndo: true });
    expect(ranked.ranking.round).toBeGreaterThanOrEqual(2);
    const [next] = ranked.sequence.slice(ranked.turn).filter((item) => item.stream === 'strategy');
    expect(next?.suggestion?.probability).toBeGreaterThan(0.4);
    expect(next?.selectionProbability).toBeGreaterThan(0.79);

    const path = join(waves.folder, 'labels.csv');
    expect(await session.exportLabels({ format: 'csv', path })).toEqual({ rows: 30 });
    const exported = readFileSync(path, 'utf8').trim().split('\n');
    expect(exported).toHaveLength(31);
    for (const itemId of labeled) {
      expect(exported.some((line) => line.includes(itemId) && line.includes(truthOf(itemId)))).toBe(true);
    }
    expect(await readProgress(join(waves.folder, 'waves.nextlabel.json'))).toEqual({
      total: ROWS,
      labeled: 30,
    });
  });

  it('never moves the item on screen or the next two when a new ranking comes', async () => {
    const session = await waves.imported();
    for (let batch = 0; batch < 4; batch += 1) {
      await labelNext(session, 10);
      const before = await session.snapshot();
      const pinned = before.sequence.slice(before.turn, before.turn + 3).map((item) => item.itemId);
      session.shown(pinned[0] ?? '');
      await session.rankNow();
      const after = await session.snapshot();
      expect(after.ranking.round).toBeGreaterThan(before.ranking.round);
      expect(after.sequence.slice(after.turn, after.turn + 3).map((item) => item.itemId)).toEqual(pinned);
    }
  });

  it('ends the cold start as soon as two classes are known', async () => {
    const session = await waves.imported();
    const { sequence } = await session.snapshot();
    const wave = sequence.find((item) => truthOf(item.itemId) === 'wave');
    const other = sequence.find((item) => truthOf(item.itemId) !== 'wave');
    await session.apply([labelCommand(wave?.itemId ?? '', 'wave')]);
    await session.apply([labelCommand(other?.itemId ?? '', '__proto__')]);
    const warm = await until(session, (s) => s.ranking.status === 'current' && s.ranking.detail === '');
    expect(warm.labeled).toBe(2);
  });

  it('labels on while the engine is killed, and ranks again when it is back', async () => {
    const session = await waves.imported();
    await labelNext(session, 5);
    const ranking = session.rankNow();
    process.kill(waves.engine.pid ?? 0, 'SIGKILL');
    await labelNext(session, 10);
    expect((await session.snapshot()).labeled).toBe(15);
    await ranking;
    const back = await until(session, (s) => s.ranking.status === 'current' && s.ranking.labelsAgo < 10);
    expect(back.labeled).toBe(15);
  });

  it('never ends while items remain, and says so when none do', async () => {
    const session = await waves.imported();
    const all = await session.page('all', 0, ROWS);
    const most = all.cards.slice(0, ROWS - 4).map((card) => card.itemId);
    await session.apply(most.map((itemId) => labelCommand(itemId, truthOf(itemId), { view: 'grid' })));
    expect(await labelNext(session, 10)).toHaveLength(4);
    const done = await session.snapshot();
    expect(done.turn).toBe(done.sequence.length);
    expect(done.labeled).toBe(ROWS);
  });

  it('refuses classes that the project does not have, and saves nothing of the request', async () => {
    const session = await waves.imported();
    const { sequence } = await session.snapshot();
    const ids = sequence.map((item) => item.itemId);
    const commands = [labelCommand(ids[0] ?? '', 'wave'), labelCommand(ids[1] ?? '', 'nonsense')];
    await expect(session.apply(commands)).rejects.toMatchObject({ reason: 'unknownClass' });
    expect((await session.snapshot()).labeled).toBe(0);
  });

  it('hides every suggestion of the random stream', async () => {
    const session = await waves.imported();
    await labelNext(session, 20);
    await session.rankNow();
    const random: LabelingSnapshot['sequence'][number][] = [];
    for (let step = 0; step < 30; step += 1) {
      const snapshot = await session.snapshot();
      const item = snapshot.sequence[snapshot.turn];
      if (item?.stream === 'random') random.push(item);
      await labelNext(session, 1);
    }
    expect(random.length).toBeGreaterThan(0);
    expect(random.every((item) => item.suggestion === null)).toBe(true);
  });
});
