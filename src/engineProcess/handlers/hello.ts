import { modelInfos } from '../../engine/models/registry.ts';
import { strategyInfos } from '../../engine/strategies/registry.ts';
import type { EngineInfo } from '../../protocol/engine.ts';

/** What this engine is and offers. */
export function hello(): EngineInfo {
  return {
    pid: process.pid,
    node: process.versions.node,
    backend: 'CPU',
    strategies: strategyInfos(),
    models: modelInfos(),
  };
}
