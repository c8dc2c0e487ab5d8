import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import * as v from 'valibot';

/** Ending of a file that holds a learned network. */
export const NETWORK_FILE_EXTENSION = 'nextlabel-network';

/** `numbers`: version, number of features, parameters; what a round gives back as its memory. */
const networkFile = v.strictObject({
  kind: v.literal('nextlabel-network'),
  numbers: v.pipe(v.array(v.number()), v.minLength(3)),
});

export const writeNetwork = (path: string, memory: Float64Array): Promise<void> =>
  writeFile(path, `${JSON.stringify({ kind: 'nextlabel-network', numbers: [...memory] })}\n`);

/** Rejects with an error, in words for the user, that names the file. */
export const readNetwork = async (path: string): Promise<Float64Array> => {
  const name = basename(path);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Error(`The saved network ${name} cannot be read: ${messageOf(error)}`);
  });
  const { success, output } = v.safeParse(networkFile, parseJson(text));
  if (!success) throw new Error(`${name} does not hold a network that NextLabel saved.`);
  return Float64Array.from(output.numbers);
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

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
