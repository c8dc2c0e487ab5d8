import type { ClassDefinition } from '../../src/protocol/project.ts';

/** The parts of a KeyboardEvent that decide. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly repeat: boolean;
  readonly isComposing: boolean;
}

/**
 * The class that a key press sets, or null. A held key sets one label only. Numpad digits count as digits, and so do
 * the digit keys of layouts that print something else without Shift (AZERTY).
 */
export function classForKey<Entry extends Pick<ClassDefinition, 'key'>>(
  classes: readonly Entry[],
  press: KeyPress,
): Entry | null {
  if (press.ctrlKey || press.altKey || press.metaKey || press.repeat || press.isComposing) return null;
  const byKey = findKey(classes, press.key);
  if (byKey !== null) return byKey;
  const digit = /^Digit(\d)$/.exec(press.code)?.[1];
  return digit === undefined || press.shiftKey ? null : findKey(classes, digit);
}

/** The value of aria-keyshortcuts for a class key. */
export function keyShortcut(key: string): string {
  return key === ' ' ? 'Space' : key.toUpperCase();
}

function findKey<Entry extends Pick<ClassDefinition, 'key'>>(
  classes: readonly Entry[],
  key: string,
): Entry | null {
  const folded = key.toLowerCase();
  return classes.find((entry) => entry.key !== '' && entry.key.toLowerCase() === folded) ?? null;
}
