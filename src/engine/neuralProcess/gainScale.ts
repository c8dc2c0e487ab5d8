import type { GainLearning } from '../../protocol/gains.ts';
import { deviationCoverage } from '../metrics/deviationCoverage.ts';
import type { Gaussians } from './decodeTargets.ts';

/** What was predicted of the targets of a problem that was kept out of training, and their true gains of score. */
export interface CheckedProblem {
  readonly predicted: Gaussians;
  readonly gains: Float64Array;
}

/** How predictions become gains of score, and how well they do on the checked problems. */
export interface GainScale {
  readonly toScore: (predicted: Gaussians) => Gaussians;
  readonly check: GainLearning['check'];
  readonly coverage: GainLearning['coverage'];
}

/**
 * Predictions of scores stay as they are. Others (standardised, or of log-likelihoods) are read by a straight line: the
 * least squares of the checked targets' true gains on the predicted means, never falling; the deviation is the
 * residuals' own, larger or smaller as the network says of each target. The line has two numbers only, so that the check
 * it is taken from still shows how the network does.
 */
export function gainScale(areScores: boolean, checked: readonly CheckedProblem[]): GainScale {
  const mean = concatenate(checked.map(({ predicted }) => predicted.mean));
  const deviation = concatenate(checked.map(({ predicted }) => predicted.deviation));
  const gain = concatenate(checked.map(({ gains }) => gains));
  const toScore = areScores ? (predicted: Gaussians) => predicted : straightLine({ mean, deviation }, gain);
  const read = toScore({ mean, deviation });
  return {
    toScore,
    check: { ...read, gain },
    coverage: deviationCoverage(read.mean, read.deviation, gain),
  };
}

function straightLine({ mean, deviation }: Gaussians, gain: Float64Array): GainScale['toScore'] {
  const count = Math.max(1, gain.length);
  const meanX = sum(mean) / count;
  const meanY = sum(gain) / count;
  let covariance = 0;
  let variance = 0;
  for (let index = 0; index < gain.length; index++) {
    covariance += (mean[index]! - meanX) * (gain[index]! - meanY);
    variance += (mean[index]! - meanX) ** 2;
  }
  const slope = variance > 0 ? Math.max(0, covariance / variance) : 0;
  const line = (x: number): number => meanY + slope * (x - meanX);
  const residual = Math.sqrt(sum(gain.map((y, index) => (y - line(mean[index]!)) ** 2)) / count);
  const typical = Math.sqrt(sum(deviation.map((each) => each * each)) / count) || 1;
  return (predicted) => ({
    mean: predicted.mean.map(line),
    deviation: predicted.deviation.map((each) => (residual * each) / typical),
  });
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

function concatenate(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
