import { throwIfCancelled } from '../cancellation.ts';
import type { Cancellation } from '../cancellation.ts';
import { CHUNK } from './chunk.ts';
import { createRetrainer } from './createRetrainer.ts';
import { logLikelihood, scoreOf } from './oracleMetric.ts';
import type { OracleData, OracleProblem, OracleSettings } from './oracleData.ts';

export interface OracleGains {
  /** The score of the model fitted to the labeled rows alone. */
  readonly baseScore: number;
  /** Aligned with the candidates: the score with that row added, minus `baseScore`. */
  readonly improvements: Float64Array;
  /** Aligned with the candidates, in nats, weighted: present if asked for. */
  readonly logLikelihoodGains?: Float64Array;
}

/** Retrains a task model once per candidate. */
export interface Oracle {
  /** Exact gains of every candidate. Throws RangeError for a single class, CancelledError when aborted. */
  solve(problem: OracleProblem, options?: SolveOptions): OracleGains;
}

export interface SolveOptions {
  readonly signal?: Cancellation | undefined;
  /** Told how many candidates are done. */
  readonly onProgress?: (done: number) => void;
}

/**
 * The myopic oracle (Bakker et al. 2023, section 3): the exact score after retraining with each candidate, minus the
 * score before. What depends on the data alone is computed once and shared by all problems.
 */
export function createOracle(data: OracleData, settings: OracleSettings): Oracle {
  const { metric = 'weightedAccuracy', withLogLikelihood = false } = settings;
  if (settings.model.id === 'svc' && (metric === 'logLoss' || withLogLikelihood)) {
    throw new RangeError(
      'The oracle scores a support-vector classifier by its labels: it has no log-likelihood.',
    );
  }
  const needsProbabilities = metric === 'logLoss' || withLogLikelihood;
  const retrainer = createRetrainer(data, settings, needsProbabilities);
  const { evaluation, classCount } = data;
  const weights = evaluation.weights ?? new Float64Array(evaluation.labels.length).fill(1);
  const truth = { labels: evaluation.labels, weights, classCount, positive: settings.positive };
  return {
    solve(problem, { signal, onProgress } = {}) {
      const session = retrainer.begin(problem.labeled, signal);
      const baseScore = scoreOf(metric, truth, session.base);
      const baseLikelihood = withLogLikelihood ? logLikelihood(truth, session.base) : 0;
      const improvements = new Float64Array(problem.candidates.length);
      const gains = new Float64Array(withLogLikelihood ? improvements.length : 0);
      for (let start = 0; start < improvements.length; start += CHUNK) {
        throwIfCancelled(signal);
        const outcomes = session.retrain(problem.candidates.subarray(start, start + CHUNK));
        for (let index = 0; index < outcomes.length; index++) {
          const outcome = outcomes[index]!;
          improvements[start + index] = scoreOf(metric, truth, outcome) - baseScore;
          if (withLogLikelihood) gains[start + index] = logLikelihood(truth, outcome) - baseLikelihood;
        }
        onProgress?.(Math.min(start + CHUNK, improvements.length));
      }
      return { baseScore, improvements, ...(withLogLikelihood && { logLikelihoodGains: gains }) };
    },
  };
}
