import type { Cancellation } from '../cancellation.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import { closeDistance } from './closeDistance.ts';
import { groupEqualRows } from './groupEqualRows.ts';
import type { RowGroups } from './groupEqualRows.ts';
import { createRowIndex } from './rowIndex.ts';

/** Neighbours of a row that are kept: memory stays bounded however many are nearly the same. */
const MOST_NEIGHBOURS = 32;
/** Of these, how many are told of each label in doubt. */
const MOST_AROUND = 8;

export interface NearDuplicateInput {
  readonly features: DenseMatrix;
  /** The labeled rows, length n. */
  readonly rows: Int32Array;
  readonly labels: Int32Array;
  /** How sure a model is of each label, NaN where it is not known: of two that contradict each other it decides. */
  readonly confidence: Float64Array;
  readonly signal?: Cancellation | undefined;
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

/** A label that is contradicted by items which are nearly the same. Places are indices into `rows`. */
export interface Contradiction {
  readonly place: number;
  /** The nearest item that has the class below. */
  readonly twin: number;
  /** Euclidean; 0 where the features are equal. */
  readonly distance: number;
  /** The class that most of the items which are nearly the same have. */
  readonly label: number;
  /** Items nearly the same with this class, and, with the item itself, with its own. */
  readonly others: number;
  readonly own: number;
  /** Items that are nearly the same, nearest first, the twin among them: at most eight. */
  readonly around: readonly { readonly place: number; readonly distance: number }[];
}

type Accusation = Omit<Contradiction, 'around'>;

export interface NearDuplicates {
  readonly contradictions: readonly Contradiction[];
  /** How near counts as nearly the same, and how far apart labeled items usually are. */
  readonly limit: number;
  readonly usual: number;
}

interface Neighbour {
  readonly group: number;
  readonly distance: number;
}

/**
 * Labels that nearly equal items contradict: of each such neighbourhood the labels in the minority; where two classes
 * are tied, of two items the one that the model is less sure of, else the later one. Throws CancelledError.
 */
export function nearDuplicates(input: NearDuplicateInput, rng: Rng): NearDuplicates {
  const { features, rows, labels, signal, onProgress } = input;
  const groups = groupEqualRows(features, rows);
  const leaders = groups.members.map((members) => rows[members[0]!]!);
  const index = createRowIndex(features, Int32Array.from(leaders), rng.fork('axes'));
  const { limit, usual } = closeDistance(index, leaders.length, rng.fork('sample'));
  const neighbours = new Map<number, Neighbour[]>();
  if (limit > 0) {
    const visit = (first: number, second: number, distance: number): void => {
      keep(neighbours, first, { group: second, distance });
      keep(neighbours, second, { group: first, distance });
    };
    index.pairsWithin(limit, visit, { signal, onProgress });
  }
  const nearOf = (group: number): readonly Neighbour[] =>
    [{ group, distance: 0 }, ...(neighbours.get(group) ?? [])].sort((a, b) => a.distance - b.distance);
  const tallies = groups.members.map((_, group) => tallyOf(nearOf(group), groups, labels));
  const candidates = Array.from(labels, (label, place) =>
    contradictionOf(place, label, tallies[groups.groupOf[place]!]!),
  ).filter((found) => found !== null);
  const contradictions = withoutMirrors(candidates, input.confidence).map((found) => ({
    ...found,
    around: aroundOf(found, nearOf(groups.groupOf[found.place]!), groups),
  }));
  return { contradictions, limit, usual };
}

/** Keeps the nearest. */
function keep(neighbours: Map<number, Neighbour[]>, group: number, found: Neighbour): void {
  const known = neighbours.get(group);
  if (known === undefined) {
    neighbours.set(group, [found]);
    return;
  }
  if (known.length < MOST_NEIGHBOURS) {
    known.push(found);
    return;
  }
  const farthest = known.reduce(
    (worst, each, at) => (each.distance > known[worst]!.distance ? at : worst),
    0,
  );
  if (found.distance < known[farthest]!.distance) known[farthest] = found;
}

/** How often a class occurs in a neighbourhood, and where the nearest item with it is. */
interface Occurrence {
  readonly count: number;
  readonly twin: number;
  readonly distance: number;
}

type Tally = ReadonlyMap<number, Occurrence>;

/** The classes of a group and its neighbours, which begin with it; null for a row that is alone. */
function tallyOf(near: readonly Neighbour[], { members }: RowGroups, labels: Int32Array): Tally | null {
  if (near.length === 1 && members[near[0]!.group]!.length === 1) return null;
  const tally = new Map<number, Occurrence>();
  for (const each of near) {
    for (const member of members[each.group]!) {
      const label = labels[member]!;
      const known = tally.get(label) ?? { count: 0, twin: member, distance: each.distance };
      tally.set(label, { ...known, count: known.count + 1 });
    }
  }
  return tally;
}

/** Null where the item's own class is the most frequent one by itself. */
function contradictionOf(place: number, given: number, tally: Tally | null): Accusation | null {
  if (tally === null) return null;
  const own = tally.get(given)!.count;
  const others = [...tally].filter(([label, { count }]) => label !== given && count >= own);
  const [first, ...rest] = others;
  if (first === undefined) return null;
  // The nearest class goes first, so that it wins a tie.
  const [label, { count, twin, distance }] = rest.reduce(
    (most, each) => (each[1].count > most[1].count ? each : most),
    first,
  );
  return { place, twin, distance, label, others: count, own };
}

/** Two items that accuse each other are one case: only the one that is likelier to be wrong is named. */
function withoutMirrors(found: readonly Accusation[], confidence: Float64Array): Accusation[] {
  const byPlace = new Map(found.map((each) => [each.place, each]));
  return found.filter(({ place, twin, own, others }) => {
    if (own !== others || byPlace.get(twin)?.twin !== place) return true;
    const difference = confidence[place]! - confidence[twin]!;
    return Number.isNaN(difference) || difference === 0 ? place > twin : difference < 0;
  });
}

/** The nearest items; the twin takes the last place where it is not among them. */
function aroundOf(
  { place, twin, distance }: Accusation,
  near: readonly Neighbour[],
  { members }: RowGroups,
): Contradiction['around'] {
  const found: { readonly place: number; readonly distance: number }[] = [];
  for (const { group, distance: away } of near) {
    for (const member of members[group]!) {
      if (found.length === MOST_AROUND) break;
      if (member !== place) found.push({ place: member, distance: away });
    }
  }
  if (!found.some((each) => each.place === twin)) found[MOST_AROUND - 1] = { place: twin, distance };
  return found;
}
