import type { EngineClient } from '../engineProcess/engineClient.ts';
import type { SampleInfo } from '../protocol/engine.ts';
import type { ProjectKind } from '../protocol/project.ts';

/** Writes generated data of a kind into `folder` and says how to read it. The project file is the caller's to write. */
export const createSample = (engine: EngineClient, kind: ProjectKind, folder: string): Promise<SampleInfo> =>
  engine.sample(kind, folder);
