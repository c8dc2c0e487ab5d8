import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { labelCommand } from './labelCommand.ts';
import { config, labelNext, until, useWaves } from './waves.ts';

const waves = useWaves();

/** Names and contents of everything under a folder. */
const filesOf = (path: string): readonly (readonly [string, string])[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => [file, createHash('sha256').update(readFileSync(file)).digest('hex')] as const);

describe('a project that is opened again', () => {
  it('takes up labels, queue and undo where the last window ended', async () => {
    const session = await waves.imported();
    const labeled = await labelNext(session, 12);
    const before = await until(session, (s) => s.ranking.status === 'current');
    await session.close();
    const again = await waves.start();
    expect(again.needsImport).toBe(false);
    const after = await again.snapshot();
    expect(after.labeled).toBe(12);
    expect(after.sequence.slice(0, after.turn).map((item) => item.itemId)).toEqual(labeled.slice(-12));
    const ahead = before.sequence.slice(before.turn).map((item) => item.itemId);
    const now = after.sequence.slice(after.turn).map((item) => item.itemId);
    if (after.ranking.round === 0) expect(now.slice(0, 3).some((id) => ahead.includes(id))).toBe(true);
    expect((await again.undo(randomUUID())).itemId).toBe(labeled.at(-1));
  });

  it('is read-only in an untrusted workspace and in a second window', async () => {
    const session = await waves.imported();
    const second = await waves.start({ config: { ...config, annotator: 'bob' } });
    expect((await second.snapshot()).readOnly).toContain('ann');
    const { sequence } = await second.snapshot();
    const command = labelCommand(sequence[0]?.itemId ?? 'w0', 'wave');
    await expect(second.apply([command])).rejects.toMatchObject({ reason: 'readOnly' });
    await session.apply([labelCommand('w7', 'wave')]);
    await until(second, (snapshot) => snapshot.labeled === 1);
    await session.close();
    await until(second, (snapshot) => snapshot.readOnly === null);
    expect((await second.apply([labelCommand('w1', 'wave')])).revision).toBe(2);
    await second.close();
    const before = filesOf(waves.folder);
    const untrusted = await waves.start({ trusted: () => false });
    expect((await untrusted.snapshot()).readOnly).toContain('not trusted');
    await expect(untrusted.apply([labelCommand('w2', 'wave')])).rejects.toMatchObject({ reason: 'readOnly' });
    expect((await untrusted.snapshot()).sequence.length).toBeGreaterThan(2);
    await untrusted.close();
    expect(filesOf(waves.folder)).toEqual(before);
  });
});
