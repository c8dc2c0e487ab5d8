import { throwIfCancelled } from '../cancellation.ts';
import { nearestRows } from '../numeric/nearestRows.ts';
import { squaredDistances } from '../numeric/squaredDistances.ts';
import { nearestDistances } from './nearestDistances.ts';
import type { PoolView } from './strategy.ts';

/** Exchanges at most, and items near the radius that are tried at each. */
export const SWAPS = 50;
export const NEIGHBOURS = 10;

/** For each candidate its two nearest centres, labeled or picked, with squared distances. */
interface Coverage {
  readonly nearest: Float64Array;
  /** Place of the nearest centre among the picks; -1 where it is labeled. */
  readonly owner: Int32Array;
  readonly second: Float64Array;
  readonly secondOwner: Int32Array;
}

/**
 * 1-swap local search for k-center with outliers: exchanges one pick for another candidate while that makes the radius,
 * the largest distance but for the `budget` largest, smaller. `picks` are positions in the candidates; what comes in
 * takes the place of what goes. Only items near one at the radius are tried, as only they can bring it within.
 */
export function swapCentres(view: PoolView, picks: Int32Array, budget: number): Int32Array {
  const centres = picks.slice();
  if (picks.length === 0 || picks.length === view.candidates.length) return centres;
  const labeled = nearestDistances(view, view.labeledRows);
  const coverage: Coverage = {
    nearest: labeled.slice(),
    owner: new Int32Array(labeled.length).fill(-1),
    second: new Float64Array(labeled.length).fill(Infinity),
    secondOwner: new Int32Array(labeled.length).fill(-1),
  };
  const distances = new Float64Array(labeled.length);
  const add = (place: number, but: Uint8Array | null) => {
    measureTo(view, centres[place]!, distances);
    for (let index = 0; index < distances.length; index++) {
      if (but === null || but[index] === 0) cover(coverage, index, place, distances[index]!);
    }
  };
  for (let place = 0; place < centres.length; place++) add(place, null);
  for (let swaps = 0; swaps < SWAPS; swaps++) {
    throwIfCancelled(view.signal);
    const swap = findSwap(view, centres, { coverage, budget });
    if (swap === null) break;
    const { place, position } = swap;
    centres[place] = position;
    const lost = coverage.owner.map((owner, index) =>
      owner === place || coverage.secondOwner[index] === place ? 1 : 0,
    );
    const orphans = Uint8Array.from(lost);
    add(place, orphans);
    for (let index = 0; index < orphans.length; index++) {
      if (orphans[index] === 1) coverAnew(view, index, { coverage, centres, labeled });
    }
  }
  return centres;
}

function measureTo({ features, candidates }: PoolView, position: number, out: Float64Array): void {
  squaredDistances(features, candidates, candidates[position]!, out);
}

/** Takes note of a centre at `distance` from a candidate. */
function cover(coverage: Coverage, index: number, place: number, distance: number): void {
  const { nearest, owner, second, secondOwner } = coverage;
  if (distance < nearest[index]!) {
    second[index] = nearest[index]!;
    secondOwner[index] = owner[index]!;
    nearest[index] = distance;
    owner[index] = place;
  } else if (distance < second[index]!) {
    second[index] = distance;
    secondOwner[index] = place;
  }
}

interface Centres {
  readonly coverage: Coverage;
  readonly centres: Int32Array;
  /** Squared distance of each candidate to the nearest labeled row. */
  readonly labeled: Float64Array;
}

/** Finds a candidate's two nearest centres again. */
function coverAnew(
  { features, candidates }: PoolView,
  index: number,
  { coverage, centres, labeled }: Centres,
): void {
  const rows = centres.map((position) => candidates[position]!);
  const distances = new Float64Array(rows.length);
  squaredDistances(features, rows, candidates[index]!, distances);
  coverage.nearest[index] = labeled[index]!;
  coverage.owner[index] = -1;
  coverage.second[index] = Infinity;
  coverage.secondOwner[index] = -1;
  distances.forEach((distance, place) => cover(coverage, index, place, distance));
}

/** The largest of `values` once the `budget` largest are left out; 0 where nothing is left. */
export function largestButFor(values: Float64Array, budget: number): number {
  return values.toSorted()[values.length - 1 - budget] ?? 0;
}

interface Search {
  readonly coverage: Coverage;
  readonly budget: number;
}

/** The first exchange that brings all but `budget` candidates within the radius; null where none does. */
function findSwap(
  view: PoolView,
  centres: Int32Array,
  { coverage, budget }: Search,
): { readonly place: number; readonly position: number } | null {
  const { features, candidates } = view;
  const { nearest, owner, second } = coverage;
  const radius = largestButFor(nearest, budget);
  if (radius === 0) return null;
  const critical = nearest.indexOf(radius);
  const chosen = new Set(centres);
  const distances = new Float64Array(candidates.length);
  for (const position of nearestRows(features, candidates, candidates[critical]!, NEIGHBOURS)) {
    if (chosen.has(position)) continue;
    measureTo(view, position, distances);
    let beyond = 0;
    /** How many each pick alone keeps within. */
    const lost = new Int32Array(centres.length);
    for (let index = 0; index < nearest.length; index++) {
      if (distances[index]! < radius) continue;
      if (nearest[index]! >= radius) beyond++;
      else if (owner[index]! >= 0 && second[index]! >= radius) lost[owner[index]!]!++;
    }
    const place = lost.indexOf(Math.min(...lost));
    if (beyond + lost[place]! <= budget) return { place, position };
  }
  return null;
}
