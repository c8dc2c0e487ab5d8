import { describe, expect, it } from 'vitest';
import { compareEvents } from '../../src/store/eventOrder.ts';

const key = (lamport: number, actor: string, actorCounter: number) => ({ lamport, actor, actorCounter });

describe('compareEvents', () => {
  it('orders by Lamport number, then actor, then counter', () => {
    const sorted = [
      key(1, 'zoe', 9),
      key(2, 'Zoe', 1),
      key(2, 'anna', 1),
      key(2, 'anna', 2),
      key(10, 'anna', 1),
    ];
    expect(sorted.toReversed().sort(compareEvents)).toEqual(sorted);
  });

  it('compares actors by code unit, whatever the locale', () => {
    expect(compareEvents(key(1, 'z', 1), key(1, 'ä', 1))).toBeLessThan(0);
    expect(compareEvents(key(1, 'Z', 1), key(1, 'a', 1))).toBeLessThan(0);
    expect(compareEvents(key(1, 'ä', 1), key(1, 'ä', 1))).toBe(0);
  });

  it('does not look at the clock', () => {
    const early = { ...key(2, 'a', 1), wallTime: '1999-01-01T00:00:00Z' };
    const late = { ...key(1, 'a', 1), wallTime: '2099-01-01T00:00:00Z' };
    expect(compareEvents(early, late)).toBeGreaterThan(0);
  });
});
