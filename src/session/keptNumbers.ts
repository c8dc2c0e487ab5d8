import { webcrypto } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { decodeTensors, encodeTensors, packNumbers } from './safetensors.ts';
import type { NamedTensor, TensorFile } from './safetensors.ts';
import { writeWhole } from './writeWhole.ts';

/** Words that are kept with the numbers; `key` says what must be the same for these to be of use. */
export type KeptWords = Readonly<Record<string, string>> & { readonly key: string };

/** Keeps numbers with a checksum. The file appears whole or not at all. */
export async function writeNumbers(
  path: string,
  words: KeptWords,
  tensors: TensorFile['tensors'],
): Promise<void> {
  const metadata = { ...words, checksum: await checksumOf(tensors) };
  await writeWhole(path, encodeTensors({ metadata, tensors }));
}

/** What was kept under this key; null where there is nothing, something else, or a damaged file. */
export async function readNumbers(path: string, key: string): Promise<TensorFile | null> {
  const bytes = await readFile(path).catch(() => null);
  const file = bytes && decodeTensors(bytes);
  if (file?.metadata['key'] !== key) return null;
  return file.metadata['checksum'] === (await checksumOf(file.tensors)) ? file : null;
}

export const vector = (data: NamedTensor['data']): NamedTensor => ({ shape: [data.length], data });

/** SHA-256 of all numbers, worked out beside the host's own thread. */
async function checksumOf(tensors: TensorFile['tensors']): Promise<string> {
  const digest = await webcrypto.subtle.digest('SHA-256', packNumbers(tensors));
  return Buffer.from(digest).toString('hex');
}
