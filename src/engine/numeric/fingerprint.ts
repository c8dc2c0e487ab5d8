/**
 * 16 hexadecimal digits that identify a text and lists of integers: two FNV-1a lanes of 32 bits, their words spread by
 * multiplication (Fowler, Noll, Vo). For telling states apart, not for security.
 */
export function fingerprint(text: string, ...lists: readonly Int32Array[]): string {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  const add = (word: number) => {
    low = Math.imul(low ^ word, 0x01000193);
    low ^= low >>> 15;
    high = Math.imul(high ^ word ^ low, 0x85ebca6b);
    high ^= high >>> 13;
  };
  for (let index = 0; index < text.length; index++) add(text.charCodeAt(index));
  for (const list of lists) {
    add(list.length);
    for (const value of list) add(value);
  }
  return [high, low].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
}
