import type { PeopleAgreement, SelfAgreement, Suspect, SuspectReason } from '../../protocol/secondLook.ts';
import { numberCell } from '../dataTable.ts';
import type { DataCell, DataTable } from '../dataTable.ts';
import { brief, percent } from './numberText.ts';
import type { Contradictions } from './twinGroups.ts';

const count = (value: number): DataCell => numberCell(value.toLocaleString('en'), value);
const share = (value: number): DataCell => numberCell(percent(value), value);

/** Every label in doubt, the most doubtful first; why, in sentences, says `reasonSentence`. */
export function suspectTable(suspects: readonly Suspect[], classes: readonly string[]): DataTable {
  const nameOf = (label: number): DataCell => ({ text: classes[label] ?? '' });
  const none = numberCell('–', null);
  return {
    id: 'labels-in-doubt',
    title: 'Labels in doubt',
    columns: [
      { name: 'Item', kind: 'text' },
      { name: 'Label', kind: 'text' },
      { name: 'May be', kind: 'text' },
      { name: 'Doubted by', kind: 'text' },
      { name: 'Label’s probability', kind: 'number' },
      { name: 'Other’s probability', kind: 'number' },
      { name: 'Twin’s distance', kind: 'number' },
    ],
    rows: suspects.map(({ itemId, label, suggested, reasons }) => {
      const judged = reasons.find((reason) => reason.kind === 'model');
      const twin = reasons.find((reason) => reason.kind === 'duplicate');
      return [
        { text: itemId },
        nameOf(label),
        nameOf(suggested),
        { text: reasons.map(({ kind }) => doubterNames[kind]).join(', ') },
        judged === undefined ? none : share(judged.probability),
        judged === undefined ? none : share(judged.otherProbability),
        twin === undefined ? none : numberCell(brief(twin.distance), twin.distance),
      ];
    }),
    note: '',
  };
}

const doubterNames: Readonly<Record<SuspectReason['kind'], string>> = {
  repeat: 'answer when asked again',
  duplicate: 'near-duplicate',
  model: 'model',
};

/** Items that are nearly the same and differ in their labels. */
export function twinTable(groups: Contradictions, classes: readonly string[]): DataTable {
  return {
    id: 'near-duplicates',
    title: 'Near-duplicates with different labels',
    columns: [
      { name: 'Item', kind: 'text' },
      { name: 'Group', kind: 'number' },
      { name: 'Label', kind: 'text' },
      { name: 'In doubt', kind: 'text' },
    ],
    rows: groups.flatMap((group, index) =>
      group.map(({ itemId, label, isSuspect }) => [
        { text: itemId },
        count(index + 1),
        { text: classes[label] ?? '' },
        { text: isSuspect ? 'yes' : 'no' },
      ]),
    ),
    note: 'Of large groups, the nearest items of each label in doubt.',
  };
}

/** Agreement with oneself by class; null where nothing was answered. */
export function selfTable({ perClass }: SelfAgreement, classes: readonly string[]): DataTable | null {
  if (perClass.length === 0) return null;
  return {
    id: 'self-agreement',
    title: 'Agreement with yourself by class',
    columns: [
      { name: 'First label', kind: 'text' },
      ...['Answers', 'Same', 'Agreement', 'Low', 'High'].map((name) => ({ name, kind: 'number' }) as const),
    ],
    rows: perClass.map(({ label, answered, agreed, low, high }) => [
      { text: classes[label] ?? '' },
      count(answered),
      count(agreed),
      share(agreed / answered),
      share(low),
      share(high),
    ]),
    note: "Low and high: Wilson's 95 % interval.",
  };
}

/** Agreement of each two people; null where none have items in common. */
export function peopleTable({ pairs }: PeopleAgreement): DataTable | null {
  if (pairs.length === 0) return null;
  return {
    id: 'agreement-of-people',
    title: 'Agreement between people',
    columns: [
      { name: 'One', kind: 'text' },
      { name: 'Other', kind: 'text' },
      ...['Items', 'Same', "Cohen's kappa", 'Low', 'High'].map((name) => ({ name, kind: 'number' }) as const),
    ],
    rows: pairs.map(({ first, second, items, agreed, kappa }) => [
      { text: first },
      { text: second },
      count(items),
      count(agreed),
      ...[kappa?.value, kappa?.low, kappa?.high].map((value) => numberCell(brief(value), value ?? null)),
    ]),
    note: 'Low and high: 95 % interval. A dash stands where both called everything the same.',
  };
}
