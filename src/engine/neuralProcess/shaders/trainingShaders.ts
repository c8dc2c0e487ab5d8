import type { NetworkShape } from '../networkShape.ts';
import { adamShaders, PARAMETERS_A_GROUP } from './adamShaders.ts';
import { encodeBack } from './encodeBack.ts';
import { encodePoints } from './encodePoints.ts';
import { predictTargets } from './predictTargets.ts';
import { CHUNKS, shaderPrelude } from './shaderPrelude.ts';

/**
 * One step of training in WGSL, as five entry points to be dispatched in the order of `stepDispatches`. All problems are
 * cut out of the same points, so a step encodes each point once; everything of a target is done by one workgroup, forth
 * and back, without a round trip to memory between its layers. The text depends on the shape alone.
 */
export const trainingShaders = (shape: NetworkShape): string =>
  [shaderPrelude(shape), encodePoints(shape), predictTargets(shape), encodeBack(shape), adamShaders()].join(
    '\n',
  );

export interface Dispatch {
  readonly entryPoint: string;
  /** Workgroups in x and y. */
  readonly groups: readonly [number, number];
}

/** A step on `rows` targets, of all problems together. */
export function stepDispatches({ count }: NetworkShape, points: number, rows: number): readonly Dispatch[] {
  const parameterGroups = Math.ceil((count + 1) / PARAMETERS_A_GROUP);
  return [
    { entryPoint: 'encodePoints', groups: [points, 1] },
    { entryPoint: 'predictTargets', groups: [rows, 1] },
    { entryPoint: 'encodeBack', groups: [points, 1] },
    { entryPoint: 'sumGradients', groups: [parameterGroups, CHUNKS] },
    { entryPoint: 'stepParameters', groups: [parameterGroups, 1] },
  ];
}
