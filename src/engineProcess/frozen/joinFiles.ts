import { readFile } from 'node:fs/promises';

/** What some files hold, one after the other. */
export async function joinFiles(paths: readonly string[]): Promise<ArrayBuffer> {
  return new Blob(await Promise.all(paths.map((path) => readFile(path)))).arrayBuffer();
}
