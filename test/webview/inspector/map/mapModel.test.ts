import { describe, expect, it } from 'vitest';
import { MOST_AT_ONCE } from '../../../../src/protocol/inspectorActions.ts';
import { MapModel, mapModelOf } from '../../../../webview/inspector/map/mapModel.ts';
import { readMapChoices, writeMapChoices } from '../../../../webview/inspector/map/mapChoices.ts';
import { fakeController, settled } from './fakeController.ts';

const setUp = async (kept?: Readonly<Record<string, unknown>>) => {
  const fake = await fakeController(kept);
  return { fake, model: mapModelOf(fake.controller) };
};

describe('the selection', () => {
  it('is set, added to, toggled, and kept', async () => {
    const { fake, model } = await setUp();
    model.select([1, 2, 3], 'set');
    model.select([3, 4], 'add');
    model.select([1, 9], 'toggle');
    expect([...model.selected]).toEqual([2, 3, 4, 9]);
    model.unselect([4]);
    // A view that is made anew has it again.
    expect([...new MapModel(fake.controller).selected]).toEqual([2, 3, 9]);
    expect(mapModelOf(fake.controller)).toBe(model);
    model.clearSelection();
    expect(model.selected.size).toBe(0);
  });

  it('loses what is on the map no more', async () => {
    const { model } = await setUp();
    model.select([1, 2, 3], 'set');
    model.dropMissing(Int32Array.of(0, 2, 3, 7));
    expect([...model.selected]).toEqual([2, 3]);
    expect(model.choices.selected).toEqual([2, 3]);
  });

  it('may be too large to be labeled, or the project read-only', async () => {
    const { fake, model } = await setUp();
    model.select(
      Array.from({ length: MOST_AT_ONCE + 1 }, (_, row) => row),
      'set',
    );
    expect(model.refusal).toBe('At most 1,000 items can be labeled or queued at once: select fewer.');
    model.label('spam');
    expect(model.confirming).toBeUndefined();
    model.unselect([0]);
    expect(model.refusal).toBe('');
    await fake.push({ readOnly: 'Another window has this project open.' });
    expect(model.refusal).toBe('Another window has this project open.');
  });
});

describe('a label', () => {
  it('goes on one item at once, on several after a yes', async () => {
    const { fake, model } = await setUp();
    model.select([5], 'set');
    model.label('spam');
    await settled();
    expect(fake.labeled).toMatchObject([{ rows: [5], className: 'spam' }]);
    model.select([1, 2], 'set');
    model.label(null);
    expect(model.confirming).toBeNull();
    model.confirm(false);
    await settled();
    expect(fake.labeled).toHaveLength(1);
    model.label(null);
    model.confirm(true);
    await settled();
    expect(fake.labeled[1]).toMatchObject({ rows: [1, 2], className: null });
    expect(fake.labeled[1]!.eventId).not.toBe(fake.labeled[0]!.eventId);
    expect(model.outcome).toBe('Labels taken from 2 items.');
    expect(model.selected.size).toBe(0);
  });

  it('is shown until an answer knows it', async () => {
    const { model } = await setUp();
    model.select([5], 'set');
    model.label('ham');
    await settled();
    expect(model.patches.get(5)).toEqual({ className: 'ham', revision: 41 });
    model.forgetPatches(40);
    expect(model.patches.size).toBe(1);
    model.forgetPatches(41);
    expect(model.patches.size).toBe(0);
  });

  it('that is refused leaves the selection, and says why', async () => {
    const { fake, model } = await setUp();
    fake.refusal = 'The disk is full.';
    model.select([5], 'set');
    model.label('ham');
    await settled();
    expect(fake.controller.failure).toBe('The disk is full.');
    expect([...model.selected]).toEqual([5]);
    expect(model.outcome).toBe('');
  });
});

it('says what became of items that were sent to the queue, and takes back those alone', async () => {
  const { model } = await setUp();
  model.select([5, 6, 7], 'set');
  await model.sendToQueue();
  expect(model.outcome).toBe(
    '1 item sent to the front of the queue; 2 items left out, labeled or skipped already.',
  );
  expect(model.sent).toEqual([5]);
  await model.takeFromQueue(model.sent);
  expect(model.outcome).toBe('1 item taken out of the front of the queue.');
});

describe('what was chosen', () => {
  it('comes back as it was, but for a selection too large to be kept', () => {
    const choices = {
      method: 'umap',
      channel: 'score',
      strategy: 'entropy',
      hidden: { label: ['none'] },
      selected: [3, 1],
    } as const;
    expect(readMapChoices(JSON.parse(JSON.stringify(writeMapChoices(choices))))).toEqual(choices);
    const selected = Array.from({ length: 2001 }, (_, row) => row);
    expect(readMapChoices(writeMapChoices({ ...choices, selected })).selected).toEqual([]);
  });

  it.each([
    null,
    [],
    { method: 3, channel: 'x', strategy: 1, hidden: { label: 'none' }, selected: ['a', 0.5] },
  ])('is left where another version wrote it: %j', (kept) => {
    expect(readMapChoices(kept)).toMatchObject({
      method: 'pca',
      channel: 'label',
      strategy: null,
      selected: [],
    });
  });
});
