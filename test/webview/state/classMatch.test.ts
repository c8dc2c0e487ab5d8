import { describe, expect, it } from 'vitest';
import { matchClasses } from '../../../webview/state/classMatch.ts';

const classes = ['black cat', 'Catfish', 'wildcat', 'Café', 'dog', 'cargo train'].map((name) => ({
  name,
  key: '',
  colour: '#000000',
  description: name === 'dog' ? 'barks, unlike a cat' : '',
  labeled: 0,
}));
const found = (query: string): string[] => matchClasses(classes, query).map((entry) => entry.name);

describe('matchClasses', () => {
  it('puts the start of the name first, then of a word, then any place, then letters in order', () => {
    expect(found('cat')).toEqual(['Catfish', 'black cat', 'wildcat', 'cargo train', 'dog']);
  });

  it('ignores case, accents and outer blanks', () => {
    expect(found('  CAFE ')).toEqual(['Café']);
  });

  it('gives all for nothing typed and none for what no class is', () => {
    expect(found('')).toHaveLength(classes.length);
    expect(found('zzz')).toEqual([]);
  });
});
