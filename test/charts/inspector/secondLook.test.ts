import { describe, expect, it } from 'vitest';
import { noiseFigure } from '../../../src/charts/inspector/secondLookFigures.ts';
import {
  peopleTable,
  selfTable,
  suspectTable,
  twinTable,
} from '../../../src/charts/inspector/secondLookTables.ts';
import {
  duplicateSentence,
  peopleSentences,
  reasonSentence,
  selfSentences,
  skillWarning,
  suspectSummary,
  verdictSentences,
} from '../../../src/charts/inspector/secondLookWords.ts';
import { twinGroups } from '../../../src/charts/inspector/twinGroups.ts';
import { printColours } from '../../../src/charts/palette.ts';
import { toCsv } from '../../../src/charts/tableText.ts';
import type { JudgedByModel, Suspect, SuspectReason } from '../../../src/protocol/secondLook.ts';
import { allOf, parseSvg } from '../parseSvg.ts';

const classes = ['cat', 'dog', 'cow'];

/** 50 cats of which 10 are dogs, 50 dogs; cows are too few. */
const judged: { readonly kind: 'judged' } & JudgedByModel = {
  kind: 'judged',
  classes: [0, 1],
  needed: 20,
  judged: 100,
  right: 88,
  frequent: 50,
  isInformed: true,
  named: 9,
  thresholds: [0.8, 0.7],
  counts: [32, 8, 0, 40],
  joint: [0.4, 0.1, 0, 0.5],
};
const labels = [50, 50, 3];

const near = (row: number, label: number, distance = 0) => ({ row, itemId: `i${row}`, label, distance });
const twin = (others: number, own: number, around: readonly ReturnType<typeof near>[]): SuspectReason => ({
  kind: 'duplicate',
  twin: around[0]!.row,
  twinId: around[0]!.itemId,
  twinLabel: around[0]!.label,
  distance: around[0]!.distance,
  ...{ others, own, around },
});
const byModel: SuspectReason = { kind: 'model', probability: 0.041, other: 1, otherProbability: 0.95 };
const suspect = (row: number, label: number, ...reasons: readonly SuspectReason[]): Suspect => ({
  row,
  itemId: `i${row}`,
  label,
  suggested: 1 - label,
  reasons,
});

describe('sentences of the second look', () => {
  it('say how the labels were judged, and what was left out', () => {
    expect(verdictSentences({ model: judged, labels }, { classes })).toEqual([
      'Each label was judged by a model that had not seen it (cross-validation in five parts). It predicts 88 of 100 labels (88.0 %); always naming the most frequent class would hit 50 (50.0 %).',
      'Not judged, for having fewer than 20 labels: cow (3).',
      expect.stringContaining('takes 9 labels of 100 for probably wrong'),
    ]);
    const none = verdictSentences({ model: { ...judged, named: 0 }, labels: [50, 50, 0] }, { classes });
    expect(none.slice(1)).toEqual(['It takes none of them for wrong.']);
    expect(skillWarning(judged)).toBe('');
    expect(skillWarning({ ...judged, isInformed: false })).toContain('no better than chance');
  });

  it('say why there was no judging', () => {
    const few = verdictSentences(
      { model: { kind: 'tooFewLabels', needed: 20 }, labels: [19, 50, 0] },
      { classes },
    );
    expect(few[0]).toContain('at least two classes need 20 labels each. So far: cat 19, dog 50, cow 0.');
    expect(verdictSentences({ model: { kind: 'noProbabilities' }, labels }, { classes })[0]).toContain(
      'gives no probabilities',
    );
  });

  it('say why a label is in doubt, with numbers and escaped names', () => {
    const say = (reason: SuspectReason, write?: (name: string) => string): string =>
      reasonSentence(reason, { label: 0, model: judged }, { classes, ...(write && { write }) });
    expect(say(byModel)).toBe(
      'A model that had not seen the label gives cat 4.1 %, where labels of cat get 80.0 % on average, and dog 95.0 %, where labels of dog get 70.0 % on average.',
    );
    const forgotten = (events: number | null) => say({ ...byModel, forgotten: { events, epochs: 1200 } });
    expect(forgotten(2)).toMatch(
      /on average\. A network that saw it 1,200 times learned it and forgot it 2 times on the way\.$/,
    );
    expect(forgotten(1)).toMatch(/forgot it 1 time on the way\.$/);
    expect(forgotten(0)).toMatch(/learned it and did not forget it again\.$/);
    expect(forgotten(null)).toMatch(/A network that saw it 1,200 times never learned it\.$/);
    expect(say({ ...byModel, other: 2 })).toMatch(/and cow 95\.0 %\.$/);
    expect(say(twin(1, 1, [near(7, 1)]))).toBe('Its features equal those of i7, which is labeled dog.');
    expect(say(twin(3, 1, [near(7, 1, 0.0123)]), (name) => `<${name}>`)).toBe(
      'It is nearly the same as <i7>, which is labeled <dog>: they are 0.0123 apart. Of those that are nearly the same, this one included, 3 have that label and 1 has its own.',
    );
    expect(say({ kind: 'repeat', answer: 1, actor: 'ann', at: '2026-03-04T10:00:00Z' })).toBe(
      'Asked again without the label on 2026-03-04, ann called it dog.',
    );
  });

  it('sum up the doubts by what they come from', () => {
    const suspects = [suspect(1, 0, byModel), suspect(2, 0, twin(1, 1, [near(7, 1)]), byModel)];
    const report = { suspects, confirmed: 1 };
    expect(suspectSummary(report)).toBe(
      '2 labels are in doubt: 1 by items that are nearly the same and 2 by the model. 1 more was confirmed and is left out.',
    );
    expect(suspectSummary({ ...report, suspects: [], confirmed: 0 })).toBe('No label is in doubt.');
    expect(duplicateSentence({ duplicates: { limit: 0, usual: null, named: 0 } })).toBe(
      'Labeled items with equal features were compared: none contradicts another.',
    );
    expect(duplicateSentence({ duplicates: { limit: 0.25, usual: 1.5, named: 1 } })).toContain(
      'no more than 0.25 apart were compared, where the next one usually is 1.5 away: 1 label is contradicted.',
    );
  });

  it('say how much people agree, or what to set to find out', () => {
    const self = {
      ...{ people: ['ann'], asked: 12, passed: 2, agreed: 9, low: 0.6, high: 0.98 },
      kappa: { value: 0.8, low: 0.4, high: 0.95 },
      perClass: [{ label: 0, answered: 10, agreed: 9, low: 0.6, high: 0.98 }],
    };
    expect(selfSentences({ self, repeatShare: 0.05 })).toEqual([
      '12 items were asked again without the label, 2 of them passed over. 9 of 10 answers were the same as before: 90.0 % (95 % interval 60.0 % to 98.0 %).',
      "Agreement beyond chance (Cohen's kappa): 0.8 (95 % interval 0.4 to 0.95).",
      'With so few answers the intervals are wide.',
    ]);
    expect(selfSentences({ self: { ...self, kappa: null }, repeatShare: 0.05 })[1]).toContain('not defined');
    expect(selfSentences({ self: { ...self, asked: 2, agreed: 0 }, repeatShare: 0.05 })).toEqual([
      '2 items were asked again without the label, 2 of them passed over.',
    ]);
    const none = { ...self, asked: 0 };
    expect(selfSentences({ self: none, repeatShare: 0 })[0]).toContain('Set "repeatShare": 0.05');
    expect(selfSentences({ self: none, repeatShare: 0.1 })[0]).toContain('With "repeatShare": 0.1');
    const people = { people: ['ann', 'ben'], items: 4, alpha: null, pairs: [] };
    expect(peopleSentences(people)[0]).toContain('ann and ben have 4 items in common');
    expect(peopleSentences({ ...people, alpha: self.kappa })[0]).toContain('0.8 (95 % interval');
    expect(peopleSentences({ ...people, items: 0 })).toEqual([
      'ann and ben have not labeled any item in common.',
    ]);
    expect(peopleSentences({ ...people, people: ['ann'] })).toEqual([]);
    expect(selfTable(self, classes)!.rows[0]!.map(({ text }) => text)).toEqual([
      ...['cat', '10', '9', '90.0 %', '60.0 %', '98.0 %'],
    ]);
    const pair = { first: 'ann', second: 'ben', items: 4, agreed: 4, kappa: null };
    expect(peopleTable({ ...people, pairs: [pair] })!.rows[0]!.map(({ text }) => text)).toEqual([
      ...['ann', 'ben', '4', '4', '–', '–', '–'],
    ]);
    expect([selfTable({ ...self, perClass: [] }, classes), peopleTable(people)]).toEqual([null, null]);
  });
});

describe('figures and tables of the second look', () => {
  it('show of each class which it probably is', () => {
    const report = { model: judged } as unknown as Parameters<typeof noiseFigure>[0];
    const figure = noiseFigure(report, classes)!;
    expect(figure.description).toContain(
      'About 10 labels in all are of another class; most often: 20.0 % of cat are probably dog.',
    );
    expect(toCsv(figure.table).split('\r\n').slice(1, 5)).toEqual([
      'cat,cat,0.8,40,32',
      'cat,dog,0.2,10,8',
      'dog,cat,0,0,0',
      'dog,dog,1,50,40',
    ]);
    const svg = parseSvg(figure.draw({ width: 600, height: 300, colours: printColours }));
    const texts = allOf(svg, 'text').map(({ text }) => text);
    expect(texts).toContain('80.0 %');
    expect(noiseFigure({ ...report, model: { kind: 'noProbabilities' } }, classes)).toBeNull();
    const clean = { ...judged, joint: [0.5, 0, 0, 0.5] };
    expect(noiseFigure({ ...report, model: clean }, classes)!.description).toContain('None is estimated');
  });

  it('list every label in doubt with numbers in full', () => {
    const suspects = [suspect(2, 0, twin(1, 1, [near(7, 1, 0.01234567)]), byModel), suspect(1, 0, byModel)];
    const csv = toCsv(suspectTable(suspects, classes)).split('\r\n');
    expect(csv[1]).toMatch(/^i2,cat,dog,"near-duplicate, model",0\.041,0\.95,0\.01234567$/);
    expect(csv[2]).toMatch(/^i1,cat,dog,model,0\.041,0\.95,$/);
  });

  it('put items that are nearly the same into groups, each once', () => {
    const groups = twinGroups([
      suspect(1, 0, twin(2, 1, [near(7, 1), near(8, 1)])),
      suspect(2, 0, twin(1, 1, [near(9, 1)])),
      suspect(3, 0, byModel),
      // Joins the first group, where it was a neighbour until then, to the second.
      suspect(8, 1, twin(1, 1, [near(9, 1), near(7, 1)])),
    ]);
    expect(groups.map((group) => group.map(({ row }) => row).sort())).toEqual([[1, 2, 7, 8, 9]]);
    expect(
      groups[0]!
        .filter(({ isSuspect }) => isSuspect)
        .map(({ row }) => row)
        .sort(),
    ).toEqual([1, 2, 8]);
    const apart = twinGroups([
      suspect(1, 0, twin(1, 1, [near(7, 1)])),
      suspect(2, 0, twin(1, 1, [near(9, 1)])),
    ]);
    expect(twinTable(apart, classes).rows.map((row) => row.map(({ text }) => text))).toEqual([
      ['i1', '1', 'cat', 'yes'],
      ['i7', '1', 'dog', 'no'],
      ['i2', '2', 'cat', 'yes'],
      ['i9', '2', 'dog', 'no'],
    ]);
  });
});
