import { readFile } from 'node:fs/promises';

/** What some files hold, one after the other. */
export async function joinFiles(paths: readonly string[]): Promise<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  for (const path of paths) parts.push(await readFile(path));
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole.buffer;
}
