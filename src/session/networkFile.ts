import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import * as v from 'valibot';
import { writeWhole } from './writeWhole.ts';
import { messageOf } from './messageOf.ts';

/** Ending of a file that holds a learned network. */
export const NETWORK_FILE_EXTENSION = 'nextlabel-network';

const KIND = 'nextlabel-network';

/**
 * `numbers`: version, number of features, parameters; what a round gives back as its memory. `checksum`: SHA-256 of the
 * numbers as little-endian float64, in hexadecimal; the first files were written without.
 */
const networkFile = v.object({
  kind: v.literal(KIND),
  numbers: v.pipe(v.array(v.number()), v.minLength(3)),
  checksum: v.optional(v.string()),
});

/** Parameters are of the order of 1; larger ones come from damage that a file without a checksum cannot show. */
const LARGEST = 1e6;

/** A file appears whole or not at all: what was there before is not lost where the disk is full. */
export const writeNetwork = async (path: string, memory: Float64Array): Promise<void> => {
  const text = `${JSON.stringify({ kind: KIND, checksum: checksumOf(memory), numbers: [...memory] })}\n`;
  try {
    await writeWhole(path, text);
  } catch (error) {
    throw new Error(`The network could not be saved as ${basename(path)}: ${messageOf(error)}`, {
      cause: error,
    });
  }
};

/** Rejects with an error, in words for the user, that names the file. */
export const readNetwork = async (path: string): Promise<Float64Array> => {
  const name = basename(path);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Error(`The saved network ${name} cannot be read: ${messageOf(error)}`);
  });
  if (!text.includes(`"${KIND}"`)) throw new Error(`${name} does not hold a network that NextLabel saved.`);
  const parsed = v.safeParse(networkFile, parseJson(text));
  const numbers = parsed.success ? Float64Array.from(parsed.output.numbers) : null;
  if (!parsed.success || numbers === null || !isWhole(numbers, parsed.output.checksum)) {
    throw new Error(
      `${name} is damaged: it does not hold the numbers that were saved. Save the network again where it was learned, ` +
        'or choose another file.',
    );
  }
  return numbers;
};

const isWhole = (numbers: Float64Array, checksum: string | undefined): boolean =>
  checksum === undefined
    ? numbers.every((value) => Math.abs(value) <= LARGEST)
    : checksum === checksumOf(numbers);

/** SHA-256 of the numbers, see `networkFile`. */
export const checksumOf = (numbers: Float64Array): string => {
  const bytes = new DataView(new ArrayBuffer(8 * numbers.length));
  // Adding 0 makes one zero of the two, of which JSON knows one only.
  numbers.forEach((value, index) => bytes.setFloat64(8 * index, value + 0, true));
  return createHash('sha256').update(bytes).digest('hex');
};

/** Why a round could not go on from a saved network, in words; null where it did. Both as `numbers` above. */
export const mismatch = (name: string, saved: Float64Array, learned: Float64Array): string | null => {
  const [version, features] = saved;
  if (version !== learned[0]) {
    return `${name} was saved by a NextLabel with another kind of network. The network was learned from nothing.`;
  }
  if (features === learned[1] && saved.length === learned.length) return null;
  return (
    `${name} is a network for ${features ?? 0} features (${saved.length - 2} numbers), but this project has ` +
    `${learned[1] ?? 0} (${learned.length - 2} numbers). The network was learned from nothing.`
  );
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
