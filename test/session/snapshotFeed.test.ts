import { describe, expect, it } from 'vitest';
import type { LabelingSnapshot } from '../../src/protocol/labeling.ts';
import { SnapshotFeed } from '../../src/session/snapshotFeed.ts';

const snapshot = (revision: number): LabelingSnapshot => ({
  projectName: 'p',
  kind: 'text',
  revision,
  classes: [],
  total: 0,
  labeled: 0,
  skipped: 0,
  flagged: 0,
  ranking: {
    round: 0,
    labelsAgo: 0,
    status: 'none',
    progress: '',
    detail: '',
    strategy: '',
    strategyTitle: '',
  },
  sequence: [],
  turn: 0,
  canUndo: false,
  canRedo: false,
  readOnly: null,
  showSuggestions: true,
  notice: '',
  busy: '',
});

const unexpected = (error: unknown): never => expect.fail(String(error));

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('SnapshotFeed', () => {
  it('makes one snapshot of a burst of changes', async () => {
    let made = 0;
    const feed = new SnapshotFeed(() => Promise.resolve(snapshot((made += 1))), unexpected);
    const seen: number[] = [];
    feed.listen(({ revision }) => seen.push(revision));
    for (let change = 0; change < 10; change += 1) feed.changed();
    await pause(20);
    expect(seen).toEqual([1]);
  });

  it('shows the newest state after a change that came while a snapshot was being made', async () => {
    let revision = 0;
    const feed = new SnapshotFeed(async () => {
      const current = snapshot(revision);
      await pause(10);
      return current;
    }, unexpected);
    const seen: number[] = [];
    feed.listen((each) => seen.push(each.revision));
    feed.changed();
    await pause(5);
    revision = 1;
    feed.changed();
    await pause(40);
    expect(seen).toEqual([0, 1]);
  });

  it('loses no change, at whichever turn of the event loop it comes', async () => {
    for (let turns = 0; turns < 12; turns += 1) {
      let made = 0;
      const feed = new SnapshotFeed(() => Promise.resolve(snapshot((made += 1))), unexpected);
      let last = 0;
      feed.listen(({ revision }) => {
        last = revision;
        if (revision > 1) return;
        let later = Promise.resolve();
        for (let turn = 0; turn < turns; turn += 1) later = later.then(() => undefined);
        void later.then(() => feed.changed());
      });
      feed.changed();
      await pause(15);
      expect(last, `a change ${turns} turns after a snapshot`).toBe(2);
    }
  });

  it('goes on after a failure', async () => {
    const errors: unknown[] = [];
    let fail = true;
    const feed = new SnapshotFeed(
      () => (fail ? Promise.reject(new Error('busy')) : Promise.resolve(snapshot(1))),
      (error) => errors.push(error),
    );
    const seen: number[] = [];
    feed.listen((each) => seen.push(each.revision));
    feed.changed();
    await pause(10);
    fail = false;
    feed.changed();
    await pause(10);
    expect(errors).toHaveLength(1);
    expect(seen).toEqual([1]);
  });
});
