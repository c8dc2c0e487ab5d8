import type { StoppingCriterionId } from '../../protocol/stopping.ts';

/** What the model of a past round says of the stop set. */
export interface Checkpoint {
  readonly round: number;
  /** Labels that the model was fitted to. */
  readonly labels: number;
  /** Predicted classes of the stop set's rows. */
  readonly predicted: Int32Array;
  /** Rows x classCount; null where the model gives none. */
  readonly probabilities: Float64Array | null;
  /** 1 for rows of the stop set that had no label then. */
  readonly open: Uint8Array;
}

export interface StopContext {
  readonly classCount: number;
  /** The class whose F counts; null = the mean over all classes. */
  readonly positive: number | null;
}

/** A rule from the literature for when to stop labeling: a number for each checkpoint, and a bound for it. */
export interface StoppingCriterion {
  readonly id: StoppingCriterionId;
  readonly reference: string;
  /** The rule asks for values of at least, or at most, the threshold. */
  readonly bound: 'least' | 'most';
  readonly threshold: number;
  /** So many values in a row must keep to it. */
  readonly window: number;
  /** Aligned with the checkpoints; null where there is none. */
  readonly values: (checkpoints: readonly Checkpoint[], context: StopContext) => (number | null)[];
}

/** Whether the rule holds at each place: the value there and those before it in the window all keep to the bound. */
export function metAt(
  { bound, threshold, window }: Pick<StoppingCriterion, 'bound' | 'threshold' | 'window'>,
  values: readonly (number | null)[],
): boolean[] {
  const keeps = values.map(
    (value) => value !== null && (bound === 'least' ? value >= threshold : value <= threshold),
  );
  return values.map(
    (_, place) => place + 1 >= window && keeps.slice(place + 1 - window, place + 1).every(Boolean),
  );
}

/** The place from which on the rule has held until the last one; null where it does not hold there. */
export function metSince(met: readonly boolean[]): number | null {
  const last = met.lastIndexOf(false);
  return last === met.length - 1 ? null : last + 1;
}

/** A number for each pair of successive checkpoints, at the later one; the first has none. */
export function ofPairs(
  checkpoints: readonly Checkpoint[],
  value: (before: Checkpoint, after: Checkpoint) => number | null,
): (number | null)[] {
  return checkpoints.map((after, place) => {
    const before = checkpoints[place - 1];
    return before === undefined ? null : value(before, after);
  });
}
