import { describe, expect, it } from 'vitest';
import { spreadApart } from '../../src/charts/drawing/spreadApart.ts';

const room = { low: 0, high: 100 };

describe('places spread apart', () => {
  it('stay where nothing is too near', () => {
    expect(spreadApart([10, 50, 30], 10, room)).toEqual([10, 50, 30]);
  });

  it('move as little as can be, in their order', () => {
    // Two at 50 go 5 each way; three at 20, 22 and 24 keep the middle one.
    expect(spreadApart([50, 50], 10, room)).toEqual([45, 55]);
    expect(spreadApart([24, 20, 22], 10, room)).toEqual([32, 12, 22]);
  });

  it('push neighbours that come into the way', () => {
    // 40 and 41 go to 35.5 and 45.5; 52 is then too near, so all three are moved by the same sum of squares:
    // offsets 40, 31, 32 have the mean 34 + 1/3.
    const places = spreadApart([40, 41, 52], 10, room);
    places.forEach((place, index) => expect(place).toBeCloseTo(34 + 1 / 3 + 10 * index, 9));
  });

  it('stay within their room', () => {
    expect(spreadApart([1, 2, 3], 10, room)).toEqual([0, 10, 20]);
    expect(spreadApart([99, 98], 10, room)).toEqual([100, 90]);
  });

  it('begin at the top where there is not enough room', () => {
    expect(spreadApart([5, 5, 5], 60, room)).toEqual([0, 60, 120]);
  });
});
