import { studentisedRangeQuantile } from './studentisedRange.ts';

/**
 * Nemenyi's critical difference of average ranks, q_alpha sqrt(k (k + 1) / (6 N)), for k >= 2 treatments over N >= 1
 * blocks: those whose ranks differ by at least it differ significantly (Demsar 2006, JMLR 7, section 3.2.2). q_alpha is
 * the studentised range for infinite degrees of freedom, divided by sqrt(2).
 */
export function nemenyi(treatments: number, blocks: number, alpha = 0.05): number {
  const q = studentisedRangeQuantile(alpha, treatments) / Math.SQRT2;
  return q * Math.sqrt((treatments * (treatments + 1)) / (6 * blocks));
}
