import type { EngineClient } from '../engineProcess/engineClient.ts';
import type { ProjectConfig } from '../protocol/project.ts';
import type { ProjectStore } from '../store/store.ts';
import type { ExportRequest } from './session.ts';

/** Lets the engine process write the labels to a file, straight from the database. */
export const exportLabels = (
  engine: EngineClient,
  store: Pick<ProjectStore, 'databasePath'>,
  config: Pick<ProjectConfig, 'kind'>,
  request: ExportRequest,
): Promise<{ readonly rows: number }> =>
  engine.export(
    {
      kind: config.kind,
      database: store.databasePath,
      format: request.format,
      path: request.path,
      includeUnlabeled: request.includeUnlabeled ?? false,
      escapeFormulas: request.escapeFormulas ?? true,
    },
    {
      ...(request.signal === undefined ? {} : { signal: request.signal }),
      ...(request.onProgress === undefined ? {} : { onProgress: request.onProgress }),
    },
  );
