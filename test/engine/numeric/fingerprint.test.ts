import { expect, it } from 'vitest';
import { fingerprint } from '../../../src/engine/numeric/fingerprint.ts';

it('is 16 hexadecimal digits and repeats', () => {
  const digits = fingerprint('C=1', Int32Array.of(1, 2, 3));
  expect(digits).toMatch(/^[0-9a-f]{16}$/);
  expect(fingerprint('C=1', Int32Array.of(1, 2, 3))).toBe(digits);
});

it('differs for any change of text, value, order or split of lists', () => {
  const all = [
    fingerprint('', Int32Array.of()),
    fingerprint(''),
    fingerprint('a'),
    fingerprint('', Int32Array.of(1, 2), Int32Array.of(3)),
    fingerprint('', Int32Array.of(1), Int32Array.of(2, 3)),
    fingerprint('', Int32Array.of(2, 1), Int32Array.of(3)),
    fingerprint('', Int32Array.of(-1)),
  ];
  expect(new Set(all).size).toBe(all.length);
});

it('does not collide among 100,000 neighbouring states', () => {
  const seen = new Set<string>();
  for (let row = 0; row < 1000; row++) {
    for (let label = 0; label < 100; label++) seen.add(fingerprint('', Int32Array.of(row, label)));
  }
  expect(seen.size).toBe(100_000);
});
