import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';

/**
 * The module that worker threads run: the engine's bundle beside the command's, or its source where the command runs
 * from source. `script` is the path of the command; npm links it under another name.
 */
export function engineEntry(script: string): string {
  const folder = path.dirname(realpathSync(script));
  const bundle = path.join(folder, 'engine.cjs');
  return existsSync(bundle) ? bundle : path.join(folder, '../engineProcess/main.ts');
}
