import { logistic } from '../numeric/logistic.ts';
import type { DenseNetwork } from './denseNetwork.ts';

const logOf = (value: number): number => Math.log(Math.max(1e-12, value));
const meanOf = (values: Float64Array, of: (value: number) => number): number =>
  values.reduce((sum, value) => sum + of(value), 0) / values.length;

/** A batch whose first rows are labeled, and the rest of the pool; both sides hold one row at least. */
export interface TwoSides {
  readonly labeled: number;
  readonly pool: number;
}

/** - mean ln D of the labeled - mean ln (1 - D) of the pool: what the discriminator minimises. */
export const discriminatorLoss = (labeled: Float64Array, pool: Float64Array): number =>
  -meanOf(labeled, logOf) - meanOf(pool, (value) => logOf(1 - value));

/** - mean ln D of the labeled - mean ln D of the pool: what whoever deceives the discriminator minimises. */
export const deceptionLoss = (labeled: Float64Array, pool: Float64Array): number =>
  -meanOf(labeled, logOf) - meanOf(pool, logOf);

/** Share of a row in the mean over its side. */
export const shareOf = ({ labeled, pool }: TwoSides, row: number): number =>
  1 / (row < labeled ? labeled : pool);

/** D of each row: how much it looks labeled. */
export const likeLabeled = (discriminator: DenseNetwork, codes: Float64Array): Float64Array =>
  discriminator.forward(codes).at(-1)!.map(logistic);

/** Adds the gradient of `discriminatorLoss` to the discriminator's. */
export function learnSides(discriminator: DenseNetwork, codes: Float64Array, sides: TwoSides): void {
  const trace = discriminator.forward(codes);
  const slopes = trace
    .at(-1)!
    .map((logit, row) => (logistic(logit) - (row < sides.labeled ? 1 : 0)) * shareOf(sides, row));
  discriminator.backward(trace, slopes, 'gradient');
}

/** Slopes of `deceptionLoss` by the codes. */
export function deceptionSlopes(
  discriminator: DenseNetwork,
  codes: Float64Array,
  sides: TwoSides,
): Float64Array {
  const trace = discriminator.forward(codes);
  const slopes = trace.at(-1)!.map((logit, row) => (logistic(logit) - 1) * shareOf(sides, row));
  return discriminator.backward(trace, slopes, 'input');
}
