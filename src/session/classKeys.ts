/** Keys of the fixed actions (skip, flag, note, undo, grid, find, help): a class can never have one of these. */
const FIXED_KEYS: ReadonlyMap<string, string> = new Map([
  ['s', 'skip'],
  ['f', 'flag'],
  ['n', 'note'],
  ['u', 'undo'],
  ['g', 'grid'],
  ['/', 'find a class'],
  ['?', 'help'],
]);

/** Keys in the order they are handed out. Digits first: they are on the numpad too. */
const ASSIGNABLE_KEYS: readonly string[] = Array.from('1234567890abcdefghijklmnopqrstuvwxyz').filter(
  (key) => !FIXED_KEYS.has(key),
);

/** Letters are compared without case, so that Caps Lock can never set another class. */
export const normaliseKey = (key: string): string => key.toLowerCase();

/** Why this key cannot set a class, or null when it can. */
export const keyProblem = (key: string): string | null => {
  if (Array.from(key).length !== 1 || /\s/u.test(key))
    return 'a key is one visible character, such as "1" or "a"';
  const action = FIXED_KEYS.get(normaliseKey(key));
  return action === undefined ? null : `the key "${key}" belongs to the action "${action}"`;
};

/**
 * Gives every class without a key the next free one. Keys that the user gave win over the order of assignment.
 * Classes beyond the last free key get none (the empty string): they are reached by typing their name.
 */
export const assignKeys = (given: readonly (string | undefined)[]): readonly string[] => {
  const taken = new Set(given.filter((key) => key !== undefined).map(normaliseKey));
  const free = ASSIGNABLE_KEYS.filter((key) => !taken.has(key))[Symbol.iterator]();
  return given.map((key) => (key === undefined ? (free.next().value ?? '') : normaliseKey(key)));
};
