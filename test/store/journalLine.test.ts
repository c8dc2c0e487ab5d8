import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatEvent, parseEvent } from '../../src/store/journalLine.ts';
import { anyEvent, labelEvent, withoutSequence } from './fixtures/labelEvents.ts';

const plain = labelEvent({ eventId: 'e1', sequence: 77 });
const without = (member: string): string =>
  JSON.stringify(Object.fromEntries(Object.entries(plain).filter(([name]) => name !== member)));
const replaced = (member: string, value: unknown): string => JSON.stringify({ ...plain, [member]: value });

describe('formatEvent', () => {
  it('writes one line in a fixed order, without the local sequence', () => {
    const line = formatEvent(plain);
    expect(line.endsWith('}\n')).toBe(true);
    expect(formatEvent(Object.fromEntries(Object.entries(plain).reverse()) as typeof plain)).toBe(line);
    expect(line).not.toContain('sequence');
    expect(line.startsWith('{"eventId":"e1","itemId":"item","actor":"anna",')).toBe(true);
  });

  it('keeps every event whole, whatever its text', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        const line = formatEvent(event);
        expect(line.slice(0, -1)).not.toMatch(/[\n\r\u0085\u2028\u2029]/);
        expect(parseEvent(line)).toEqual(withoutSequence(event));
      }),
      { seed: 3, numRuns: 2000 },
    );
  });

  it('saves the label even if a clock failed', () => {
    const event = { ...plain, secondsSpent: NaN, monotonicMs: Infinity, selectionProbability: NaN };
    expect(parseEvent(formatEvent(event))).toMatchObject({
      value: 'cat',
      secondsSpent: 0,
      monotonicMs: 0,
      selectionProbability: null,
    });
  });
});

describe('parseEvent', () => {
  it.each(Object.keys(withoutSequence(plain)))('refuses a line without %s or with a wrong type', (member) => {
    expect(parseEvent(without(member))).toBeNull();
    for (const wrong of [{}, [], member === 'suggestionShown' ? 1 : true]) {
      expect(parseEvent(replaced(member, wrong))).toBeNull();
    }
  });

  it.each([
    ['eventId', ''],
    ['action', 'delete'],
    ['stream', 'river'],
    ['lamport', 1.5],
    ['lamport', 2 ** 53],
    ['actorCounter', -1],
    ['rankShown', 0.5],
    ['value', 5],
  ])('refuses %s = %j', (member, value) => {
    expect(parseEvent(replaced(member, value))).toBeNull();
  });

  it('never throws', () => {
    const odd = ['', '{', 'null', '[]', '"x"', '1e999', '\0\0\0', '[['.repeat(50_000)];
    for (const line of odd) expect(parseEvent(line)).toBeNull();
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
        expect(parseEvent(line)).toBeNull();
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  it('lets no line reach a prototype, and passes over members of later versions', () => {
    const line = `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"later":1,${formatEvent(plain).slice(1)}`;
    const event = parseEvent(line);
    expect(event).toEqual(withoutSequence(plain));
    expect(Object.getPrototypeOf(event)).toBe(Object.prototype);
    expect('polluted' in {}).toBe(false);
  });
});
