import { fingerprint } from '../engine/numeric/fingerprint.ts';
import { FEWEST_PER_CLASS } from '../engine/secondLook/confidentLearning.ts';
import { countLabels } from '../engine/secondLook/confidentJoint.ts';
import type { Forgetting } from '../engine/secondLook/forgetting.ts';
import { secondLook } from '../engine/secondLook/secondLook.ts';
import type { SecondLook } from '../engine/secondLook/secondLook.ts';
import type { Cancellation } from '../engine/cancellation.ts';
import type { ModelVerdict, SecondLookReport, SuspectReason } from '../protocol/secondLook.ts';
import { indexLabels } from '../store/indexLabels.ts';
import { snapshotAt } from '../store/snapshotAt.ts';
import { peopleAgreement, selfAgreement } from './agreement.ts';
import type { InspectedProject } from './inspectedProject.ts';
import { judgementsOf } from './judgements.ts';
import type { Judgements } from './judgements.ts';
import type { ProjectInspector } from './projectInspector.ts';

/** What was found for the labels that the key stands for: a confirmation changes no label, and nothing of this. */
const found = new WeakMap<ProjectInspector, { readonly key: string; readonly look: SecondLook }>();

export interface LookOptions {
  readonly signal?: Cancellation;
  readonly onProgress?: (fraction: number) => void;
}

/**
 * The labels of by now that deserve a second look, and how much people agree. Labels of classes that the project does not
 * have are left out. Throws RangeError for an unknown model or parameter, CancelledError when the signal is aborted.
 */
export function secondLookReport(inspector: ProjectInspector, options: LookOptions = {}): SecondLookReport {
  const { project } = inspector;
  const { config, items, events } = project;
  const classes = config.classes.map(({ name }) => name);
  const { labeledRows, labels } = indexLabels(snapshotAt(Number.MAX_SAFE_INTEGER, items, events), config);
  const labelOfRow = new Map(Array.from(labeledRows, (row, place) => [row, classes[labels[place]!]!]));
  const rowOf = new Map(items.map(({ row, itemId }) => [itemId, row]));
  const judgements = judgementsOf(events, (itemId) => labelOfRow.get(rowOf.get(itemId) ?? -1) ?? null);
  const look = lookAt(inspector, { labeledRows, labels }, options);
  const { suspects, confirmed } = suspectsOf({
    ...{ labeledRows, labels, look, judgements, rowOf, classes },
    itemIds: inspector.itemIds,
  });
  const { limit, usual, contradictions } = look.duplicates;
  return {
    revision: events.reduce((last, { sequence }) => Math.max(last, sequence), 0),
    labels: [...countLabels(labels, classes.length)],
    model: verdictOf(look),
    duplicates: { limit, usual: Number.isNaN(usual) ? null : usual, named: contradictions.length },
    suspects,
    confirmed,
    repeatShare: config.repeatShare,
    self: selfAgreement(judgements.repeats, classes),
    people: peopleAgreement(events, classes),
  };
}

interface KnownLabels {
  readonly labeledRows: Int32Array;
  readonly labels: Int32Array;
}

function lookAt(inspector: ProjectInspector, known: KnownLabels, options: LookOptions): SecondLook {
  const { config, features }: InspectedProject = inspector.project;
  const key = fingerprint('', known.labeledRows, known.labels);
  const before = found.get(inspector);
  if (before?.key === key) return before.look;
  const { model, modelParams, seed } = config;
  const classCount = config.classes.length;
  const look = secondLook({ features, ...known, classCount, model, modelParams, seed, ...options });
  found.set(inspector, { key, look });
  return look;
}

function verdictOf({ verdict, givesProbabilities }: SecondLook): ModelVerdict {
  if (!givesProbabilities) return { kind: 'noProbabilities' };
  if (verdict === null) return { kind: 'tooFewLabels', needed: FEWEST_PER_CLASS };
  const { classes, places, right, frequent, isInformed, wrong, thresholds, counts, joint } = verdict;
  return {
    kind: 'judged',
    classes: [...classes],
    needed: FEWEST_PER_CLASS,
    judged: places.length,
    right,
    frequent,
    isInformed,
    named: wrong.reduce((sum, flag) => sum + flag, 0),
    thresholds: [...thresholds],
    counts: [...counts],
    joint: [...joint],
  };
}

interface SuspectInput extends KnownLabels {
  readonly look: SecondLook;
  readonly judgements: Judgements;
  readonly rowOf: ReadonlyMap<string, number>;
  readonly itemIds: ReadonlyMap<number, string>;
  readonly classes: readonly string[];
}

/** By the first reason: answers of one's own, then twins by distance, then the model by how sure it is. */
function suspectsOf(input: SuspectInput): Pick<SecondLookReport, 'suspects' | 'confirmed'> {
  const { labeledRows, labels, judgements, rowOf } = input;
  const placeOf = new Map(Array.from(labeledRows, (row, place) => [row, place]));
  const confirmed = new Set([...judgements.confirmed].map((itemId) => rowOf.get(itemId)));
  const reasons = new Map<number, SuspectReason[]>();
  const left = new Set<number>();
  for (const [row, reason] of reasonsOf(input, placeOf)) {
    // What was confirmed is not doubted again; an answer that came later is a doubt of its own.
    if (confirmed.has(row) && reason.kind !== 'repeat') {
      if (!reasons.has(row)) left.add(row);
      continue;
    }
    const known = reasons.get(row);
    if (known === undefined) reasons.set(row, [reason]);
    else known.push(reason);
  }
  return {
    suspects: [...reasons].map(([row, each]) => ({
      row,
      itemId: input.itemIds.get(row) ?? '',
      label: labels[placeOf.get(row)!]!,
      suggested: suggestedBy(each[0]!),
      reasons: each,
    })),
    confirmed: left.size,
  };
}

type Reasons = Generator<readonly [number, SuspectReason]>;

function* reasonsOf(input: SuspectInput, placeOf: ReadonlyMap<number, number>): Reasons {
  const { labeledRows, look, judgements, rowOf, classes } = input;
  for (const [itemId, { value, actor, wallTime }] of judgements.conflicts) {
    const row = rowOf.get(itemId) ?? -1;
    const answer = classes.indexOf(value ?? '');
    if (placeOf.has(row) && answer >= 0) yield [row, { kind: 'repeat', answer, actor, at: wallTime }];
  }
  yield* contradictions(input);
  const { verdict } = look;
  if (verdict === null) return;
  const named = Int32Array.from(verdict.places.keys())
    .filter((index) => verdict.wrong[index] === 1)
    .sort((a, b) => verdict.confidence[a]! - verdict.confidence[b]!);
  for (const index of named) {
    const place = verdict.places[index]!;
    yield [
      labeledRows[place]!,
      {
        kind: 'model',
        probability: verdict.confidence[index]!,
        other: verdict.other[index]!,
        otherProbability: verdict.otherConfidence[index]!,
        ...(look.forgetting && { forgotten: forgottenAt(look.forgetting, place) }),
      },
    ];
  }
}

function forgottenAt({ events, epochs }: Forgetting, place: number) {
  const own = events[place]!;
  return { events: Number.isFinite(own) ? own : null, epochs };
}

/** Nearest twins first. */
function* contradictions({ labeledRows, labels, look, itemIds }: SuspectInput): Reasons {
  const idOf = (row: number): string => itemIds.get(row) ?? '';
  const sorted = [...look.duplicates.contradictions].sort((a, b) => a.distance - b.distance);
  for (const { place, twin, distance, others, own, around } of sorted) {
    const twinRow = labeledRows[twin]!;
    yield [
      labeledRows[place]!,
      {
        kind: 'duplicate',
        twin: twinRow,
        twinId: idOf(twinRow),
        twinLabel: labels[twin]!,
        ...{ distance, others, own },
        around: around.map((near) => {
          const row = labeledRows[near.place]!;
          return { row, itemId: idOf(row), label: labels[near.place]!, distance: near.distance };
        }),
      },
    ];
  }
}

function suggestedBy(reason: SuspectReason): number {
  switch (reason.kind) {
    case 'repeat':
      return reason.answer;
    case 'duplicate':
      return reason.twinLabel;
    case 'model':
      return reason.other;
  }
}
