import { relative } from 'node:path';

import { writeSample } from '../../data/samples.ts';
import type { SampleInfo } from '../../protocol/engine.ts';
import type { ProjectKind } from '../../protocol/project.ts';

/** Writes generated data of a kind. */
export async function sample({
  kind,
  folder,
}: {
  readonly kind: ProjectKind;
  readonly folder: string;
}): Promise<SampleInfo> {
  const { source, idColumn, textColumn, labelColumn, classes } = await writeSample(kind, folder);
  return { source: relative(folder, source), kind, idColumn, textColumn, labelColumn, classes };
}
