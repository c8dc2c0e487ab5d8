import type { ReviewedLabel } from '../../../src/protocol/inspectorActions.ts';
import type {
  ModelVerdict,
  NearItem,
  SecondLookReport,
  SelfAgreement,
  Suspect,
} from '../../../src/protocol/secondLook.ts';

/** What the tab "Second look" of the harness shows. */
export interface LookOptions {
  readonly model?: 'judged' | 'tooFew' | 'noProbabilities';
  readonly isUninformed?: boolean;
  /** How many labels are in doubt. */
  readonly suspects?: number;
  /** How many items were asked again. */
  readonly repeats?: number;
  readonly people?: readonly string[];
  /** What was confirmed or corrected in the test: not in doubt any more. */
  readonly reviewed?: readonly ReviewedLabel[];
}

/** Rows that have labels in the harness: each fourth, with class `row % 3`. */
const labelOf = (row: number): number => row % 3;
const itemOf = (row: number) => ({ row, itemId: `m${row}`, label: labelOf(row) });
const nearItem = (row: number, distance: number): NearItem => ({ ...itemOf(row), distance });

const byModel = (label: number, probability: number) =>
  ({
    kind: 'model',
    probability,
    other: (label + 1) % 3,
    otherProbability: 0.97 - probability,
  }) as const;

const first: readonly Suspect[] = [
  {
    ...itemOf(12),
    suggested: 1,
    reasons: [{ kind: 'repeat', answer: 1, actor: 'ann', at: '2026-03-03T10:00:00.000Z' }],
  },
  {
    ...itemOf(16),
    suggested: 0,
    reasons: [
      {
        ...{ kind: 'duplicate', twin: 24, twinId: 'm24', twinLabel: 0, distance: 0.0123, others: 2, own: 1 },
        around: [nearItem(24, 0.0123), nearItem(36, 0.02)],
      },
      byModel(1, 0.21),
    ],
  },
];

/** Row 8, 4, 20, 28, ...: those that the model alone doubts. */
const doubted = (count: number): readonly Suspect[] =>
  [8, 4, ...Array.from({ length: Math.max(0, count) }, (_, at) => 40 + 4 * at)]
    .slice(0, count)
    .map((row, at) => ({
      ...itemOf(row),
      suggested: (labelOf(row) + 1) % 3,
      reasons: [byModel(labelOf(row), Math.min(0.45, 0.021 + 0.017 * at))],
    }));

const verdicts: Readonly<Record<NonNullable<LookOptions['model']>, ModelVerdict>> = {
  tooFew: { kind: 'tooFewLabels', needed: 20 },
  noProbabilities: { kind: 'noProbabilities' },
  judged: {
    kind: 'judged',
    ...{ classes: [0, 1, 2], needed: 20, judged: 120, right: 104, frequent: 52, isInformed: true, named: 4 },
    thresholds: [0.82, 0.78, 0.71],
    counts: [34, 2, 0, 1, 45, 1, 0, 2, 21],
    joint: [0.3, 0.02, 0, 0.008, 0.414, 0.008, 0, 0.022, 0.228],
  },
};

const self = (asked: number): SelfAgreement => ({
  ...{ people: asked === 0 ? [] : ['ann'], asked, passed: Math.min(asked, 1) },
  agreed: Math.max(0, asked - 4),
  ...(asked === 0 ? { low: 0, high: 1 } : { low: 0.74, high: 0.95 }),
  kappa: asked === 0 ? null : { value: 0.83, low: 0.66, high: 0.93 },
  perClass:
    asked === 0
      ? []
      : [
          { label: 0, answered: 14, agreed: 12, low: 0.6, high: 0.96 },
          { label: 1, answered: 13, agreed: 12, low: 0.67, high: 0.99 },
          { label: 2, answered: 7, agreed: 7, low: 0.65, high: 1 },
        ],
});

export const secondLookAnswer = (
  { revision }: { readonly revision: number },
  {
    model = 'judged',
    isUninformed = false,
    suspects = 5,
    repeats = 35,
    people = [],
    reviewed = [],
  }: LookOptions,
): SecondLookReport => {
  const verdict = verdicts[model];
  const settled = new Set(reviewed.map(({ row }) => row));
  const all = [...first, ...doubted(suspects - first.length)].slice(0, suspects);
  return {
    revision,
    labels: model === 'tooFew' ? [12, 8, 4] : [39, 52, 29],
    model: verdict.kind === 'judged' ? { ...verdict, isInformed: !isUninformed } : verdict,
    duplicates: { limit: 0.03, usual: 0.41, named: suspects > 1 ? 1 : 0 },
    suspects: all.filter(({ row }) => !settled.has(row)),
    confirmed: reviewed.filter(({ label, className }) => label === className).length,
    repeatShare: repeats === 0 ? 0 : 0.05,
    self: self(repeats),
    people: {
      people,
      items: people.length < 2 ? 0 : 18,
      alpha: people.length < 2 ? null : { value: 0.71, low: 0.42, high: 0.88 },
      pairs:
        people.length < 2
          ? []
          : [
              {
                ...{ first: people[0]!, second: people[1]!, items: 18, agreed: 15 },
                kappa: { value: 0.72, low: 0.42, high: 0.88 },
              },
            ],
    },
  };
};
