import type { NetworkShape } from '../networkShape.ts';

/** Where each field begins in a record of float32 values, and how many the record has. */
export interface RecordLayout<Field extends string> {
  readonly size: number;
  readonly at: Readonly<Record<Field, number>>;
}

export type PointRecord = ReturnType<typeof pointRecord>;
export type TargetRecord = ReturnType<typeof targetRecord>;

/** What a step keeps of each point: input, what every layer makes of it, and the slopes by what each layer gives. */
export function pointRecord({ features, width: r }: NetworkShape) {
  return layOut({
    x: features,
    known: 1,
    hidden: r,
    encoded: r,
    label: 1,
    joined: r,
    wide: 2 * r,
    wider: 2 * r,
    represented: r,
    keys: r,
    queries: r,
    values: r,
    byHidden: r,
    byEncoded: r,
    byLabel: 1,
    byJoined: r,
    byWide: 2 * r,
    byWider: 2 * r,
    byRepresented: r,
    byKeys: r,
    byQueries: r,
    byValues: r,
  });
}

/**
 * What a step keeps of each target of each problem. Of a softmax: the largest logit, the sum, and the slopes' mean by its
 * shares, for each head. `first` and `second` are what the two normalisations give.
 */
export function targetRecord({ width: r, heads }: NetworkShape) {
  return layOut({
    loss: 1,
    top: heads,
    total: heads,
    meanSlope: heads,
    first: r,
    mixed: r,
    second: r,
    resized: r,
    joined: r,
    decoded0: r,
    decoded1: r,
    decoded2: r,
    decoded3: r,
    firstUnit: r,
    secondUnit: r,
    byAttended: r,
    byFirst: r,
    byMixed: r,
    byMixer: r,
    bySecond: r,
    byResized: r,
    byJoined: r,
    byDecoded0: r,
    byDecoded1: r,
    byDecoded2: r,
    byDecoded3: r,
    byOutput: 2,
    byEncoded: r,
  });
}

function layOut<Field extends string>(sizes: Readonly<Record<Field, number>>): RecordLayout<Field> {
  let size = 0;
  const places: Partial<Record<Field, number>> = {};
  for (const [field, count] of Object.entries<number>(sizes)) {
    places[field as Field] = size;
    size += count;
  }
  return { size, at: places as Record<Field, number> };
}
