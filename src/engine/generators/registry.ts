import { checkerboard2x2, checkerboard4x4 } from './checkerboard.ts';
import { gaussianClouds } from './gaussianClouds.ts';
import type { DataGenerator } from './generator.ts';
import { glyphs } from './glyphs.ts';
import { rotatedCheckerboard2x2 } from './rotatedCheckerboard2x2.ts';
import { waveform } from './waveform.ts';

/** Every generator that an experiment can name; a new one is one file and one line here. */
export const generators: readonly DataGenerator[] = [
  waveform,
  gaussianClouds,
  checkerboard2x2,
  checkerboard4x4,
  rotatedCheckerboard2x2,
  glyphs,
];

/** Throws RangeError when no generator has this id. */
export function findGenerator(id: string): DataGenerator {
  const generator = generators.find((entry) => entry.id === id);
  if (generator !== undefined) return generator;
  const known = generators.map((entry) => entry.id).join(', ');
  throw new RangeError(`Unknown generator "${id}"; expected one of: ${known}.`);
}

/** What there is to choose from, without the functions. */
export function generatorInfos(): readonly Omit<DataGenerator, 'generate'>[] {
  return generators.map(({ id, title, description, params }) => ({ id, title, description, params }));
}
