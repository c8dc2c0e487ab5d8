import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { labelCommand } from './labelCommand.ts';
import { labelNext, ROWS, useWaves } from './waves.ts';

const waves = useWaves();

describe('undo and redo', () => {
  it('undoes and redoes, answers a repeated undo once, and puts the item on turn again', async () => {
    const session = await waves.imported();
    const [first, second] = await labelNext(session, 2);
    const eventId = randomUUID();
    const result = await session.undo(eventId);
    expect(result.itemId).toBe(second);
    expect(await session.undo(eventId)).toEqual(result);
    const undone = await session.snapshot();
    expect(undone).toMatchObject({ labeled: 1, canRedo: true });
    expect(undone.sequence[undone.turn]?.itemId).toBe(second);
    await session.redo(randomUUID());
    expect((await session.snapshot()).labeled).toBe(2);
    await session.undo(randomUUID());
    expect((await session.undo(randomUUID())).itemId).toBe(first);
    expect((await session.undo(randomUUID())).itemId).toBeNull();
  });

  it('undoes once what is sent again after a restart, whatever is on top by then', async () => {
    const session = await waves.imported();
    const { cards } = await session.page('ranked', 0, 20);
    const ids = cards.map((card) => card.itemId);
    const group = (from: number) =>
      ids.slice(from, from + 4).map((itemId) => labelCommand(itemId, 'wave', { view: 'grid' }));
    await session.apply(group(0));
    await session.apply(group(4));
    const eventId = randomUUID();
    expect((await session.undo(eventId)).description).toContain('4 items');
    await session.close();
    const again = await waves.start();
    expect(ids.slice(4, 8)).toContain((await again.undo(eventId)).itemId);
    expect((await again.snapshot()).labeled).toBe(4);
    await again.undo(randomUUID());
    expect((await again.snapshot()).labeled).toBe(0);
  });

  it('labels a selection of the grid in one undoable step', async () => {
    const session = await waves.imported();
    const page = await session.page('ranked', 0, 50);
    expect(page.total).toBe(ROWS);
    const chosen = page.cards.slice(10, 20).map((card) => card.itemId);
    await session.apply(chosen.map((itemId) => labelCommand(itemId, 'wave', { view: 'grid' })));
    expect((await session.page('ranked', 0, 50)).total).toBe(ROWS - 10);
    expect((await session.page('labeled', 0, 50)).cards.map((card) => card.itemId).sort()).toEqual(
      chosen.sort(),
    );
    expect((await session.undo(randomUUID())).description).toContain('10 items');
    expect((await session.snapshot()).labeled).toBe(0);
  });
});
