import { concatIndices } from './concatIndices.ts';
import type { Rng } from './rng.ts';

/** Samples drawn before one that lacks a class is mended instead. */
const DRAWS = 100;

/** Indices into `labels`, drawn with replacement, as many as there are, until each class is among them. */
export function drawBag(labels: Int32Array, rng: Rng): Int32Array {
  const classes = new Set(labels);
  let bag: Int32Array = new Int32Array(0);
  for (let draw = 0; draw < DRAWS; draw++) {
    bag = Int32Array.from(labels, () => rng.integer(labels.length));
    if (new Set(bag.map((index) => labels[index]!)).size === classes.size) return bag;
  }
  // With many classes of one label each such a sample hardly ever comes up: each missing class is added once.
  const held = new Set(bag.map((index) => labels[index]!));
  const missing = [...classes].filter((label) => !held.has(label));
  const added = missing.map((label) => labels.indexOf(label));
  return concatIndices(bag, Int32Array.from(added));
}
