import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { strategyFile } from '../../src/session/strategyMemory.ts';
import { openStore } from '../../src/store/openStore.ts';
import { labelCommand } from './labelCommand.ts';
import { config, truthOf, until, useWaves, writeWaves } from './waves.ts';

const waves = useWaves();
const BEGINNING = ['w0', 'w1', 'w2', 'w3', 'w4', 'w5', 'w6', 'w7'];

/**
 * Two batches by the strategy, in a project of its own; between them the session goes on, or is closed and opened again
 * where `meanwhile` does something to the file of what was learned. Resolves with what the second round ranked.
 */
const secondBatch = async (strategy: string, name: string, meanwhile: ((file: string) => void) | null) => {
  const folder = join(waves.folder, name);
  const projectFile = join(folder, 'waves.nextlabel.json');
  writeWaves(folder);
  const change = { projectFile, config: { ...config, strategy, randomShare: 0 } };
  let session = await waves.imported(change);
  await session.apply(BEGINNING.map((itemId) => labelCommand(itemId, truthOf(itemId))));
  const { sequence, turn } = await until(
    session,
    ({ ranking }) => ranking.round === 2 && ranking.status === 'current',
  );
  const asked = sequence.slice(turn, turn + 6).map(({ itemId }) => itemId);
  await session.apply(asked.map((itemId) => labelCommand(itemId, truthOf(itemId))));
  if (meanwhile === null) {
    await session.rankNow();
  } else {
    await session.close();
    meanwhile(strategyFile(join(folder, '.nextlabel')));
    session = await waves.start(change);
    await until(session, ({ ranking }) => ranking.round === 3 && ranking.status === 'current');
  }
  await session.close();
  const store = await openStore({ folder: join(folder, '.nextlabel'), actor: 'ann', readOnly: true });
  const { round, revision, top, slots, vote } = (await store.lastRound())!;
  await store.close();
  return { asked, round, revision, top, slots, vote };
};

describe.each(['albl', 'tailor'])('%s', (strategy) => {
  it('goes on after a restart as if there had been none, and begins anew from a damaged file', async () => {
    const goneOn = await secondBatch(strategy, 'goneOn', null);
    expect(goneOn.round).toBe(3);
    expect(await secondBatch(strategy, 'restarted', () => undefined)).toEqual(goneOn);

    let damaged = Buffer.alloc(0);
    const begunAnew = await secondBatch(strategy, 'damaged', (file) => {
      damaged = readFileSync(file);
      damaged[damaged.length - 1]! ^= 1;
      writeFileSync(file, damaged);
    });
    expect(begunAnew.asked).toEqual(goneOn.asked);
    expect(begunAnew.slots).not.toEqual(goneOn.slots);
    const file = strategyFile(join(waves.folder, 'damaged', '.nextlabel'));
    expect(readFileSync(file).equals(damaged)).toBe(false);
  });
});
