import { throwIfCancelled } from '../cancellation.ts';
import type { Cancellation } from '../cancellation.ts';
import { concatIndices } from '../numeric/concatIndices.ts';
import { CHUNK } from './chunk.ts';
import { createRetrainer } from './createRetrainer.ts';
import { logLikelihood, scoreOf } from './oracleMetric.ts';
import type { OracleData, OracleProblem, OracleSettings } from './oracleData.ts';
import type { RetrainSession } from './retrainer.ts';
import { spendBudget } from './spendBudget.ts';

export interface OracleGains {
  /** The score of the model fitted to the labeled rows alone. */
  readonly baseScore: number;
  /** Aligned with the candidates: the score with that row added, minus `baseScore`; NaN where it was not measured. */
  readonly improvements: Float64Array;
  /** Aligned with the candidates, in nats, weighted: present if asked for. */
  readonly logLikelihoodGains?: Float64Array;
  /**
   * Aligned with the candidates, in nats: the log-likelihood's gains as they are estimated without measuring them, NaN
   * where they cannot be; present for a problem with a budget.
   */
  readonly estimates?: Float64Array;
}

/** Retrains a task model once per candidate. */
export interface Oracle {
  /**
   * Exact gains of every candidate, or of those that the problem's budget allows. Throws RangeError for a single class
   * and for a budget without log-likelihoods, CancelledError when aborted.
   */
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
      const { candidates, budget } = problem;
      if (budget !== undefined && !withLogLikelihood) {
        throw new RangeError('Only gains in log-likelihood can be estimated: a budget needs them.');
      }
      const session = retrainer.begin(problem.labeled, signal);
      const baseScore = scoreOf(metric, truth, session.base);
      const baseLikelihood = withLogLikelihood ? logLikelihood(truth, session.base) : 0;
      const estimates = budget && estimatesOf(session, candidates);
      const places = estimates && measuredPlaces(estimates, budget);
      const count = places?.length ?? candidates.length;
      const improvements = new Float64Array(candidates.length).fill(NaN);
      const gains = new Float64Array(withLogLikelihood ? candidates.length : 0).fill(NaN);
      for (let start = 0; start < count; start += CHUNK) {
        throwIfCancelled(signal);
        const part = places?.subarray(start, start + CHUNK);
        const rows = part?.map((place) => candidates[place]!) ?? candidates.subarray(start, start + CHUNK);
        session.retrain(rows).forEach((outcome, index) => {
          const place = part?.[index] ?? start + index;
          improvements[place] = scoreOf(metric, truth, outcome) - baseScore;
          if (withLogLikelihood) gains[place] = logLikelihood(truth, outcome) - baseLikelihood;
        });
        onProgress?.(Math.min(start + CHUNK, count));
      }
      return {
        baseScore,
        improvements,
        ...(withLogLikelihood && { logLikelihoodGains: gains }),
        ...(estimates && { estimates }),
      };
    },
  };
}

function estimatesOf(session: RetrainSession, candidates: Int32Array): Float64Array {
  return session.influences?.(candidates) ?? new Float64Array(candidates.length).fill(NaN);
}

function measuredPlaces(estimates: Float64Array, budget: NonNullable<OracleProblem['budget']>): Int32Array {
  const { likely, uniform } = spendBudget(estimates, budget);
  return concatIndices(likely, uniform);
}
