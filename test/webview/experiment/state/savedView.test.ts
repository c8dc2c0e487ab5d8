import { describe, expect, it } from 'vitest';
import { readSavedView, writeSavedView } from '../../../../webview/experiment/state/savedView.ts';
import type { SavedView } from '../../../../webview/experiment/state/savedView.ts';

const view: SavedView = {
  hidden: { datasets: ['adult'], settings: [], models: [], strategies: ['__proto__', 'Random'] },
  opened: ['curve-waveform'],
  filterOpen: false,
  scrollTop: 340,
};

describe('what outlives the results view', () => {
  it('comes back as it was', () => {
    const kept: unknown = JSON.parse(JSON.stringify(writeSavedView(view)));
    expect(readSavedView(kept)).toEqual(view);
  });

  it.each([undefined, null, 7, 'x', [], {}, { version: 99, opened: ['a'] }])(
    'starts anew from %j',
    (kept) => {
      expect(readSavedView(kept)).toEqual({
        hidden: { datasets: [], settings: [], models: [], strategies: [] },
        opened: [],
        filterOpen: null,
        scrollTop: 0,
      });
    },
  );

  it('leaves out what has another shape', () => {
    const kept = {
      version: 1,
      hidden: { datasets: 'adult', strategies: ['Random', 7, null] },
      opened: { 0: 'a' },
      filterOpen: 1,
      scrollTop: -4,
    };
    expect(readSavedView(kept)).toEqual({
      hidden: { datasets: [], settings: [], models: [], strategies: ['Random'] },
      opened: [],
      filterOpen: null,
      scrollTop: 0,
    });
  });
});
