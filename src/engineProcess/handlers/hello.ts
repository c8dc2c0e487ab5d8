import { modelInfos } from '../../engine/models/registry.ts';
import { strategyInfos } from '../../engine/strategies/registry.ts';
import type { EngineInfo } from '../../protocol/engine.ts';
import { backendInWords } from '../gpu/findAdapter.ts';

/** What this engine is and offers. `entry` is its module. */
export async function hello(entry: string): Promise<EngineInfo> {
  return {
    pid: process.pid,
    node: process.versions.node,
    backend: await backendInWords(entry),
    strategies: strategyInfos(),
    models: modelInfos(),
  };
}
