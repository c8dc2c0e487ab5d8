import { describe, expect, it } from 'vitest';
import { classForKey, keyShortcut } from '../../../webview/state/classKeys.ts';
import type { KeyPress } from '../../../webview/state/classKeys.ts';

const classes = ['1', '2', '0', 'a', 'É'].map((key) => ({ key }));

function press(key: string, over: Partial<KeyPress> = {}): KeyPress {
  const flags = { ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, repeat: false };
  return { key, code: '', isComposing: false, ...flags, ...over };
}

describe('classForKey', () => {
  it.each(['1', '2', '0', 'a', 'A', 'é'])('finds the class of %s', (key) => {
    expect(classForKey(classes, press(key))?.key.toLowerCase()).toBe(key.toLowerCase());
  });

  it('takes numpad digits', () => {
    expect(classForKey(classes, press('2', { code: 'Numpad2' }))?.key).toBe('2');
  });

  it('takes the digit keys of a layout that prints letters there', () => {
    expect(classForKey(classes, press('&', { code: 'Digit1' }))?.key).toBe('1');
    expect(classForKey(classes, press('!', { code: 'Digit1', shiftKey: true }))).toBeNull();
  });

  it.each(['ctrlKey', 'altKey', 'metaKey', 'repeat', 'isComposing'] as const)(
    'leaves a press with %s',
    (flag) => {
      expect(classForKey(classes, press('1', { [flag]: true }))).toBeNull();
    },
  );

  it('leaves keys of no class, and classes of no key', () => {
    expect(classForKey(classes, press('s'))).toBeNull();
    expect(classForKey([{ key: '' }], press(''))).toBeNull();
  });

  it('names keys as aria-keyshortcuts does', () => {
    expect(keyShortcut('a')).toBe('A');
    expect(keyShortcut(' ')).toBe('Space');
  });
});
