import { planWhatIf } from '../../engine/whatIf/plan.ts';
import { whatIf as replayStrategies } from '../../engine/whatIf/whatIf.ts';
import type { WhatIfResult } from '../../protocol/whatIf.ts';
import { asBadInput } from '../asBadInput.ts';
import { progressReporter } from '../progressReporter.ts';
import type { TaskContext } from '../taskContext.ts';
import type { WhatIfTask } from '../taskRequests.ts';

/** Replays strategies on a project's own labels. */
export function whatIf({ request, matrix }: WhatIfTask, { connection, signal }: TaskContext): WhatIfResult {
  const { rows, columns, buffer } = matrix;
  const input = { ...request, features: { rows, columns, data: new Float32Array(buffer) } };
  asBadInput(() => planWhatIf(input));
  const report = progressReporter(connection, request.operation);
  return replayStrategies(input, signal, (fraction) => report('Replaying strategies:', fraction));
}
