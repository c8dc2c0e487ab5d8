import { describe, expect, it } from 'vitest';
import {
  allOrNone,
  filterable,
  filterOf,
  nothingHidden,
  shownCount,
  toggled,
} from '../../../../webview/experiment/state/hiddenValues.ts';
import type { Choices } from '../../../../webview/experiment/state/hiddenValues.ts';

const choices: Choices = {
  datasets: ['waveform', 'adult'],
  settings: ['balanced'],
  models: ['LR'],
  strategies: ['Random', 'Margin', 'Oracle'],
};

describe('the filter', () => {
  it('lets everything through while nothing is hidden', () => {
    expect(filterOf(nothingHidden, choices)).toEqual({
      datasets: null,
      settings: null,
      models: null,
      strategies: null,
    });
  });

  it('keeps the order of the report, and ticks again what it unticked', () => {
    const hidden = toggled(toggled(nothingHidden, 'strategies', 'Margin'), 'datasets', 'adult');
    expect(filterOf(hidden, choices)).toMatchObject({
      datasets: ['waveform'],
      strategies: ['Random', 'Oracle'],
    });
    expect(filterOf(toggled(hidden, 'strategies', 'Margin'), choices).strategies).toBeNull();
  });

  it('shows a strategy that comes later, though others are hidden', () => {
    const hidden = toggled(nothingHidden, 'strategies', 'Margin');
    const later = { ...choices, strategies: [...choices.strategies, 'CBAL'] };
    expect(filterOf(hidden, later).strategies).toEqual(['Random', 'Oracle', 'CBAL']);
  });

  it('hides nothing of a dimension that no longer has a choice, so that it cannot get stuck', () => {
    const hidden = toggled(nothingHidden, 'settings', 'balanced');
    expect(filterOf(hidden, choices).settings).toBeNull();
  });

  it('unticks all there are, and ticks all', () => {
    const none = allOrNone(nothingHidden, 'strategies', choices.strategies);
    expect(filterOf(none, choices).strategies).toEqual([]);
    expect(filterOf(allOrNone(none, 'strategies', []), choices).strategies).toBeNull();
  });

  it('offers what has a choice, and counts its ticks', () => {
    expect(filterable(choices)).toEqual(['datasets', 'strategies']);
    const hidden = toggled(toggled(nothingHidden, 'strategies', 'Oracle'), 'settings', 'balanced');
    expect(shownCount(hidden, choices)).toEqual({ shown: 4, of: 5 });
  });
});
