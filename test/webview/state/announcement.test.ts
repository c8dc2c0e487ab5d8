import { describe, expect, it } from 'vitest';
import { describeItem, visibleSuggestion } from '../../../webview/state/announcement.ts';
import { strings } from '../../../webview/strings.ts';
import { item } from './fixtures.ts';

describe('what a screen reader says of an item', () => {
  it('names rank, text and suggestion', () => {
    expect(describeItem(item(3), true)).toBe('Rank 4. text 3. Suggested: cat, 70%.');
  });

  it('says what the label is predicted to gain', () => {
    const gain = { mean: 0.00432, deviation: 0.01, objective: 'balancedAccuracy', className: null } as const;
    expect(describeItem(item(3, { gain }), false)).toBe(
      'Rank 4. text 3. Predicted gain +0.43 points of balanced accuracy (±1).',
    );
    const other = { mean: -0.01, deviation: 0.000_01, objective: 'f1', className: 'cat' } as const;
    expect(strings.gain(other)).toBe('Predicted gain -1 point of F1 of “cat” (±0)');
  });

  it('names the file and size of an image', () => {
    const content = {
      kind: 'image',
      file: 'a.png',
      source: '',
      thumbnail: '',
      width: 28,
      height: 30,
    } as const;
    expect(describeItem(item(0, { content, rank: null }), false)).toBe(
      'Item 1. Image a.png, 28 by 30 pixels.',
    );
  });

  it('names the columns of a row, and what was decided', () => {
    const content = {
      kind: 'tabular',
      fields: [
        ['x', '1.5'],
        ['y', '2'],
      ],
    } as const;
    const words = describeItem(item(0, { content, label: 'dog' }), false);
    expect(words).toBe('Rank 1. x 1.5, y 2. Labeled dog.');
  });

  it('does not read out a novel', () => {
    const content = { kind: 'text', text: 'word '.repeat(5000), fields: [] } as const;
    expect(describeItem(item(0, { content }), true).length).toBeLessThan(320);
  });

  it('never gives a suggestion for the random stream, nor where they are hidden', () => {
    expect(visibleSuggestion(item(0), true)?.className).toBe('cat');
    expect(visibleSuggestion(item(0, { stream: 'random' }), true)).toBeNull();
    expect(visibleSuggestion(item(0), false)).toBeNull();
    expect(describeItem(item(0, { stream: 'random' }), true)).not.toContain('cat');
  });
});
