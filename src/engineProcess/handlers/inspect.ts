import type { CancellationToken } from 'vscode-jsonrpc/node';

import type { InspectorRequest, ProjectSource } from '../../protocol/inspector.ts';
import { readContents, readItems } from '../../store/readItems.ts';
import { failure } from '../failure.ts';
import type { FeatureMemory } from '../featureMemory.ts';
import { InspectorLane } from '../inspector/inspectorLane.ts';
import type { InspectorLaneOptions } from '../inspector/inspectorLane.ts';
import { RecordReader } from '../inspector/projectRecords.ts';
import type { ItemFeed } from '../itemFeed.ts';
import { matrixFor } from '../matrixFor.ts';
import { signalOf } from '../signalOf.ts';

/** Lanes that keep a thread at the same time; of more, the one that was used least recently goes. */
const KEPT_LANES = 6;

/**
 * Answers what the inspector asks: reads what is stored of a project on this thread, and hands it to the thread of the
 * question's lane, beside the rounds, which go on meanwhile. Of runs of experiments that thread reads itself.
 */
export function inspectHandler(options: InspectorLaneOptions, memory: FeatureMemory, feed: ItemFeed) {
  const reader = new RecordReader();
  /** Least recently used first. */
  const lanes = new Map<string, InspectorLane>();
  const laneOf = (key: string): InspectorLane => {
    const lane = lanes.get(key) ?? new InspectorLane(options);
    lanes.delete(key);
    lanes.set(key, lane);
    for (const [oldest, old] of lanes) {
      if (lanes.size <= KEPT_LANES) break;
      lanes.delete(oldest);
      old.retire();
    }
    return lane;
  };
  const askProject = async (
    request: InspectorRequest<ProjectSource> & { readonly operation: string },
    token: CancellationToken,
  ): Promise<unknown> => {
    const { source, round, lane, operation } = request;
    const { database, featuresId } = source;
    const { signal, dispose } = signalOf(token);
    try {
      const { versions, record, ...records } = await reader.read(database, round, signal);
      if (record === null && round !== null) throw noSuchRound(round, versions.lastRound);
      const matrix = matrixFor(memory, featuresId, [Int32Array.from(records.items, ({ row }) => row)]);
      feed.open(
        operation,
        () => readItems(database),
        (rows) => readContents(database, rows),
      );
      const { itemsVersion } = versions;
      const task = { kind: 'project', request, matrix, record, itemsVersion, ...records } as const;
      return await laneOf(`${database} ${lane}`).run(task, token);
    } finally {
      dispose();
      await feed.close(operation);
    }
  };
  return (
    { source, ...request }: InspectorRequest & { readonly operation: string },
    token: CancellationToken,
  ): Promise<unknown> =>
    source.kind === 'project'
      ? askProject({ ...request, source }, token)
      : laneOf(`${source.folder} ${request.lane}`).run(
          { kind: 'run', request: { ...request, source } },
          token,
        );
}

const noSuchRound = (round: number, last: number): Error =>
  failure(
    'badInput',
    `There is no round ${round}; ${last === 0 ? 'none was made yet' : `the last is ${last}`}.`,
  );
