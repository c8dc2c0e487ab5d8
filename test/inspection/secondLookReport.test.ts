import { describe, expect, it } from 'vitest';
import { createRng } from '../../src/engine/numeric/rng.ts';
import { peopleAgreement, selfAgreement } from '../../src/inspection/agreement.ts';
import type { InspectedProject } from '../../src/inspection/inspectedProject.ts';
import { judgementsOf } from '../../src/inspection/judgements.ts';
import { ProjectInspector } from '../../src/inspection/projectInspector.ts';
import { secondLookReport } from '../../src/inspection/secondLookReport.ts';
import type { LookOptions } from '../../src/inspection/secondLookReport.ts';
import { parseProjectFile } from '../../src/session/projectFile.ts';
import type { EventAction, LabelEvent } from '../../src/store/store.ts';
import { labelEvent } from '../store/fixtures/labelEvents.ts';

/** The n-th event of the log. */
const nth = (n: number, action: EventAction, itemId: string, given: Partial<LabelEvent> = {}): LabelEvent =>
  labelEvent({
    eventId: `e${n}`,
    sequence: n,
    lamport: n,
    actorCounter: n,
    action,
    itemId,
    value: null,
    ...given,
  });

const undo = (n: number, target: number, itemId: string): LabelEvent =>
  nth(n, 'undo', itemId, { targetEventId: `e${target}` });

describe('judgementsOf', () => {
  const labels: Readonly<Record<string, string>> = { a: 'cat', b: 'cat', c: 'dog', d: 'cat' };
  const judge = (...events: readonly LabelEvent[]) =>
    judgementsOf(events, (itemId) => labels[itemId] ?? null);
  const conflicts = (...events: readonly LabelEvent[]): readonly string[] => [
    ...judge(...events).conflicts.keys(),
  ];

  it('finds answers that contradict the label of now, the last one of each person', () => {
    const events = [
      nth(1, 'repeat', 'a', { value: 'dog' }),
      nth(2, 'repeat', 'b', { value: 'dog' }),
      nth(3, 'repeat', 'b', { value: 'cat' }),
      nth(4, 'repeat', 'c'),
      nth(5, 'repeat', 'd', { value: 'dog' }),
      undo(6, 5, 'd'),
    ];
    expect(conflicts(...events)).toEqual(['a']);
    expect(judge(...events).repeats.map(({ eventId }) => eventId)).toEqual(['e1', 'e3', 'e4']);
    const redone = nth(7, 'redo', 'd', { targetEventId: 'e5' });
    expect(conflicts(...events, redone)).toEqual(['a', 'd']);
    // What one person said is not settled by another.
    expect(conflicts(events[0]!, nth(8, 'repeat', 'a', { value: 'cat', actor: 'ben' }))).toEqual(['a']);
  });

  it('settles them by a confirmation or a new decision, while those hold', () => {
    const answer = nth(1, 'repeat', 'a', { value: 'dog' });
    const confirmed = nth(2, 'confirm', 'a', { value: 'cat' });
    expect(judge(answer, confirmed)).toMatchObject({ conflicts: new Map(), confirmed: new Set(['a']) });
    expect(conflicts(answer, confirmed, undo(3, 2, 'a'))).toEqual(['a']);
    expect(conflicts(answer, nth(2, 'confirm', 'a', { value: 'dog' }))).toEqual(['a']);
    expect(conflicts(answer, nth(2, 'relabel', 'a', { value: 'cat' }))).toEqual([]);
    expect(conflicts(confirmed, nth(3, 'repeat', 'a', { value: 'dog' }))).toEqual(['a']);
  });

  it('takes a label that replaced another on a second look for confirmed, while it holds', () => {
    const corrected = nth(1, 'relabel', 'a', { value: 'cat', oldValue: 'dog', stream: 'review' });
    const known = (...events: readonly LabelEvent[]) => [...judge(...events).confirmed];
    expect(known(corrected)).toEqual(['a']);
    expect(known(corrected, undo(2, 1, 'a'))).toEqual([]);
    expect(known({ ...corrected, stream: 'browse' })).toEqual([]);
    expect(known({ ...corrected, value: 'dog' })).toEqual([]);
    expect(known({ ...corrected, action: 'label', oldValue: null })).toEqual([]);
  });
});

describe('selfAgreement', () => {
  it('counts answers by class, with the intervals worked out by hand', () => {
    const pairs = [
      ['cat', 'cat'],
      ['cat', 'cat'],
      ['cat', 'dog'],
      ['dog', 'dog'],
      ['dog', null],
      ['cow', 'cow'],
    ] as const;
    const repeats = pairs.map(([oldValue, value], n) =>
      nth(n, 'repeat', `i${n}`, { value, oldValue, actor: n === 3 ? 'ben' : 'ann' }),
    );
    const self = selfAgreement(repeats, ['cat', 'dog']);
    expect(self).toMatchObject({ people: ['ann', 'ben'], asked: 5, passed: 1, agreed: 3 });
    // Wilson's interval of 3 in 4, and kappa: 3/4 observed, (3 x 2 + 1 x 2) / 16 = 1/2 by chance.
    expect(self.low).toBeCloseTo(0.3006, 4);
    expect(self.high).toBeCloseTo(0.9544, 4);
    expect(self.kappa!.value).toBeCloseTo(0.5, 12);
    expect(self.kappa!.low).toBeCloseTo(2 * 0.3006 - 1, 3);
    expect(self.perClass).toMatchObject([
      { label: 0, answered: 3, agreed: 2 },
      { label: 1, answered: 1, agreed: 1 },
    ]);
    expect(selfAgreement([], ['cat', 'dog'])).toMatchObject({ asked: 0, kappa: null, low: 0, high: 1 });
  });
});

describe('peopleAgreement', () => {
  it('compares the last class that each gave, with kappa of each two', () => {
    const log = [
      nth(1, 'label', 'i1', { value: 'cat', actor: 'ann' }),
      nth(2, 'label', 'i1', { value: 'dog', actor: 'ben' }),
      nth(3, 'relabel', 'i1', { value: 'cat', actor: 'ben' }),
      nth(4, 'label', 'i2', { value: 'dog', actor: 'ann' }),
      nth(5, 'label', 'i2', { value: 'dog', actor: 'ben' }),
      nth(6, 'label', 'i3', { value: 'cat', actor: 'ann' }),
      nth(7, 'label', 'i3', { value: 'dog', actor: 'ben' }),
      nth(8, 'confirm', 'i3', { value: 'cat', actor: 'cyd' }),
      nth(9, 'label', 'i4', { value: 'cat', actor: 'ann' }),
      nth(10, 'skip', 'i4', { actor: 'ben' }),
      nth(11, 'label', 'i5', { value: 'cat', actor: 'ann' }),
      nth(12, 'label', 'i5', { value: 'dog', actor: 'cyd' }),
      { ...undo(13, 12, 'i5'), actor: 'cyd' },
    ];
    const agreement = peopleAgreement(log, ['cat', 'dog']);
    expect(agreement).toMatchObject({
      people: ['ann', 'ben', 'cyd'],
      items: 3,
      pairs: [
        { first: 'ann', second: 'ben', items: 3, agreed: 2 },
        { first: 'ann', second: 'cyd', items: 1, agreed: 1, kappa: null },
        { first: 'ben', second: 'cyd', items: 1, agreed: 0 },
      ],
    });
    // ann: cat dog cat, ben: cat dog dog: 2/3 observed, 4/9 by chance.
    expect(agreement.pairs[0]!.kappa!.value).toBeCloseTo((2 / 3 - 4 / 9) / (5 / 9), 12);
    // Units {c, c}, {d, d}, {c, d, c}: coincidences by hand. n = 7, 4 cats and 3 dogs; D_o = 2 / 7, D_e = 24 / 42.
    expect(agreement.alpha!.value).toBeCloseTo(1 - 2 / 7 / (24 / 42), 12);
  });
});

/** Two clouds of 60 items each, all labeled; rows 0 to 2 the wrong way, 120 a copy of row 70 with another label. */
function project(events: readonly LabelEvent[] = [], file: object = {}): InspectedProject {
  const rng = createRng(4);
  const rows = Array.from({ length: 120 }, (_, row) => {
    const side = row < 60 ? -2 : 2;
    // The wrong ones lie deep in their cloud: near its edge they could be right.
    const spread = row < 3 ? -1 - row / 10 : rng.normal() / 2;
    return [side + spread, rng.normal()];
  });
  const all = [...rows, rows[70]!];
  const text = JSON.stringify({
    source: 'a.csv',
    kind: 'tabular',
    classes: ['left', 'right', 'up'],
    ...file,
  });
  return {
    config: parseProjectFile(text, 'p.nextlabel.json').config!,
    items: all.map((_, row) => ({
      row,
      itemId: `i${row}`,
      sourceLabel: row < 3 ? 'right' : row === 120 || row < 60 ? 'left' : 'right',
    })),
    events,
    rounds: [],
    features: { rows: 121, columns: 2, data: Float32Array.from(all.flat()) },
    featuresId: 'f',
    featurise: {} as InspectedProject['featurise'],
  };
}

const look = (events: readonly LabelEvent[] = [], file: object = {}) =>
  secondLookReport(new ProjectInspector(project(events, file)));

describe('secondLookReport', () => {
  it('lists answers of one’s own first, then twins, then what the model doubts', () => {
    const report = look([nth(1, 'repeat', 'i90', { value: 'left', oldValue: 'right', actor: 'ann' })]);
    const [own, twin, ...doubted] = report.suspects;
    expect(own).toMatchObject({
      row: 90,
      label: 1,
      suggested: 0,
      reasons: [{ kind: 'repeat', answer: 0, actor: 'ann' }],
    });
    expect(twin).toMatchObject({ row: 120, label: 0, suggested: 1 });
    expect(twin!.reasons.map(({ kind }) => kind)).toEqual(['duplicate', 'model']);
    expect(twin!.reasons[0]).toMatchObject({
      ...{ twin: 70, twinId: 'i70', twinLabel: 1, distance: 0, others: 1, own: 1 },
      around: [{ row: 70, itemId: 'i70', label: 1, distance: 0 }],
    });
    expect(twin!.itemId).toBe('i120');
    expect(
      doubted
        .map(({ row }) => row)
        .slice(0, 3)
        .sort(),
    ).toEqual([0, 1, 2]);
    const probabilities = doubted.map(({ reasons }) => (reasons[0] as { probability: number }).probability);
    expect(probabilities).toEqual([...probabilities].sort((a, b) => a - b));
    expect(report).toMatchObject({
      revision: 1,
      labels: [58, 63, 0],
      model: { kind: 'judged', classes: [0, 1], judged: 121, isInformed: true },
      duplicates: { named: 1 },
      confirmed: 0,
      repeatShare: 0,
      self: { asked: 1, agreed: 0 },
      people: { people: [], items: 0, alpha: null },
    });
  });

  it('leaves out what was confirmed, until its label changes or it is doubted anew', () => {
    const rows = (events: readonly LabelEvent[]) => look(events).suspects.map(({ row }) => row);
    const confirmed = [
      nth(1, 'confirm', 'i0', { value: 'right' }),
      nth(2, 'confirm', 'i120', { value: 'left' }),
    ];
    expect(rows(confirmed)).not.toContain(0);
    expect(rows(confirmed)).not.toContain(120);
    expect(look(confirmed).confirmed).toBe(2);
    expect(rows([...confirmed, undo(3, 1, 'i0')])).toContain(0);
    expect(rows([nth(1, 'confirm', 'i0', { value: 'left' })])).toContain(0);
    // Corrected: the label is right now, and the conflict of another item is settled.
    expect(rows([nth(1, 'label', 'i0', { value: 'left' })])).not.toContain(0);
    expect(rows([...confirmed, nth(3, 'repeat', 'i0', { value: 'left' })])).toContain(0);
  });

  it('says why the model is not asked', () => {
    expect(look([], { classes: ['left', 'up'] }).model).toEqual({ kind: 'tooFewLabels', needed: 20 });
  });

  it('is worked out again for other labels only, and can be cancelled', () => {
    const inspector = new ProjectInspector(project());
    const run = (options?: LookOptions) => {
      let steps = 0;
      const report = secondLookReport(inspector, { ...options, onProgress: () => (steps += 1) });
      return { report, steps };
    };
    expect(run().steps).toBeGreaterThan(0);
    inspector.update(project([nth(1, 'confirm', 'i0', { value: 'right' })]));
    const again = run();
    expect(again.steps).toBe(0);
    expect(again.report.confirmed).toBe(1);
    inspector.update(project([nth(1, 'label', 'i0', { value: 'left' })]));
    expect(() => run({ signal: { aborted: true } })).toThrow(/cancelled/);
    expect(run().steps).toBeGreaterThan(0);
  });
});
