import { resolveParams } from '../../engine/models/params.ts';
import type { LearningListener, LearningStage } from '../../engine/neuralProcess/learningProgress.ts';
import { findModel } from '../../engine/models/registry.ts';
import { proposeBatch } from '../../engine/rounds/proposeBatch.ts';
import type { RoundPhase } from '../../engine/rounds/proposeBatch.ts';
import { refuseCandidates, refuseUnserved } from '../../engine/rounds/servedBy.ts';
import { findStrategy } from '../../engine/strategies/registry.ts';
import type { RoundRequest, RoundResult } from '../../protocol/round.ts';
import { asBadInput } from '../asBadInput.ts';
import { progressReporter } from '../progressReporter.ts';
import { roundHelp } from '../roundHelp.ts';
import type { TaskContext } from '../taskContext.ts';
import type { RoundTask } from '../taskRequests.ts';

const stageNames: Readonly<Record<LearningStage, string>> = {
  candidates: 'asking other strategies',
  oracle: 'measuring gains',
  training: 'training',
};

const epochWords = (epoch: number, epochs: number): string =>
  `training network, epoch ${epoch} of at most ${epochs}`;

/** One round, with the timings that the engine library, having no clock, cannot give. */
export function round(
  { request, matrix, hasGpu }: RoundTask,
  { connection, log, signal }: TaskContext,
): RoundResult {
  asBadInput(() => refuseUnknown(request));
  const features = { rows: matrix.rows, columns: matrix.columns, data: new Float32Array(matrix.buffer) };
  const start = performance.now();
  const begun = new Map<RoundPhase, number>();
  // A thread's first argument is the module that it runs.
  const help = roundHelp({ entry: process.argv[1]!, hasGpu, log });
  const report = progressReporter(connection, request.operation);
  const onProgress: LearningListener = (stage, fraction) => report(stageNames[stage], fraction);
  const training = {
    onEpoch: (epoch: number, epochs: number) => report(epochWords(epoch, epochs), null),
    onNote: (note: string) => log('warn', note),
  };
  const input = { ...request, features, ...help, onProgress, training };
  const output = proposeBatch(input, signal, (phase) => {
    begun.set(phase, performance.now());
    if (phase === 'score' && findModel(request.model).isNetwork === true)
      report('scoring by the network', null);
  });
  const end = performance.now();
  const scoreAt = begun.get('score') ?? begun.get('rank') ?? end;
  return {
    ...output,
    fitMs: scoreAt - (begun.get('fit') ?? scoreAt),
    scoreMs: end - scoreAt,
    totalMs: end - start,
  };
}

function refuseUnknown({ model, modelParams, strategy, strategyParams }: RoundRequest): void {
  const learner = findModel(model);
  const ranker = findStrategy(strategy);
  const settings = resolveParams(learner.params, modelParams);
  const params = resolveParams(ranker.params, strategyParams);
  refuseUnserved(ranker, learner, settings);
  refuseCandidates(ranker, params, learner, settings);
}
