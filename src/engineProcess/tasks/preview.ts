import { previewSource } from '../../data/previewSource.ts';
import type { DataPreview } from '../../protocol/engine.ts';
import type { TaskContext } from '../taskContext.ts';

/** A first look at a source. */
export function preview({ path }: { readonly path: string }, { signal }: TaskContext): Promise<DataPreview> {
  return previewSource(path, signal);
}
