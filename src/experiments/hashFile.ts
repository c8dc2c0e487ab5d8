import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { walkFolder } from '../data/readers/folderWalk.ts';

/** SHA-256 of a file's bytes, in hexadecimal; of a folder, of the names and bytes of all that is read in it. */
export async function hashFile(file: string): Promise<string> {
  if ((await stat(file)).isDirectory()) return hashFolder(file);
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

async function hashFolder(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const { path, file, leaves } of walkFolder(folder)) {
    if (!leaves) hash.update(`${file}\0${await hashFile(path)}\n`);
  }
  return hash.digest('hex');
}
