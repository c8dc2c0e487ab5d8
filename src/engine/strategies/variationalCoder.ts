import type { Rng } from '../numeric/rng.ts';
import { createDenseNetwork } from './denseNetwork.ts';
import type { BatchNetwork, DenseNetwork } from './denseNetwork.ts';
import { deceptionLoss, deceptionSlopes, likeLabeled, shareOf } from './labeledDiscriminator.ts';
import type { TwoSides } from './labeledDiscriminator.ts';

/** Weights of the divergence and of deceiving the discriminator (Sinha et al. 2019, section 4). */
const [BETA, DECEPTION] = [1, 1];

/** A variational autoencoder: the encoder gives means and log-variances of `latent` numbers a row. */
export interface VariationalCoder {
  readonly encoder: BatchNetwork;
  readonly decoder: DenseNetwork;
  readonly latent: number;
}

/** Around an encoder of `columns` numbers a row to 2 x `latent`; the decoder is fully connected, with one hidden layer. */
export function createCoder(
  encoder: BatchNetwork,
  { columns, width, latent }: { readonly columns: number; readonly width: number; readonly latent: number },
  rng: Rng,
): VariationalCoder {
  return { encoder, decoder: createDenseNetwork([latent, width, columns], rng.fork('decoder')), latent };
}

/** The means of rows (n x columns): n x latent. */
export const meansOf = ({ encoder, latent }: VariationalCoder, values: Float64Array): Float64Array =>
  split(encoder.forward(values).at(-1)!, latent).means;

/** A batch, with the standard normal draws (n x latent) by which its codes leave their means. */
export interface CodedBatch extends TwoSides {
  readonly values: Float64Array;
  readonly noise: Float64Array;
}

/**
 * Sum over both sides, labeled and pool, of the mean of 1/2 |x - x'|^2 + KL(N(m, s^2) || N(0, 1)), and - ln D(m) of both
 * (Sinha et al. 2019, equations 1 and 2). Adds its gradient to encoder and decoder, not to the discriminator.
 */
export function coderLoss(coder: VariationalCoder, discriminator: DenseNetwork, batch: CodedBatch): number {
  const { encoder, decoder, latent } = coder;
  const { values, noise, labeled } = batch;
  const encoded = encoder.forward(values);
  const { means, logs } = split(encoded.at(-1)!, latent);
  const codes = means.map((mean, index) => mean + Math.exp(logs[index]! / 2) * noise[index]!);
  const decoded = decoder.forward(codes);
  const columns = values.length / (batch.labeled + batch.pool);
  let loss = 0;
  const misses = decoded.at(-1)!.map((value, index) => {
    const share = shareOf(batch, Math.floor(index / columns));
    loss += (share * (value - values[index]!) ** 2) / 2;
    return share * (value - values[index]!);
  });
  const byCode = decoder.backward(decoded, misses);
  const byMean = deceptionSlopes(discriminator, means, batch);
  const slopes = new Float64Array(2 * means.length);
  for (let index = 0; index < means.length; index++) {
    const row = Math.floor(index / latent);
    const [mean, log, share] = [means[index]!, logs[index]!, BETA * shareOf(batch, row)];
    const variance = Math.exp(log);
    loss += (share * (mean * mean + variance - 1 - log)) / 2;
    const at = row * 2 * latent + (index % latent);
    slopes[at] = byCode[index]! + DECEPTION * byMean[index]! + share * mean;
    slopes[at + latent] =
      (byCode[index]! * noise[index]! * Math.sqrt(variance)) / 2 + (share * (variance - 1)) / 2;
  }
  encoder.backward(encoded, slopes, 'gradient');
  const like = likeLabeled(discriminator, means);
  return loss + DECEPTION * deceptionLoss(like.subarray(0, labeled), like.subarray(labeled));
}

/** Means and log-variances, n x latent each. */
function split(encoded: Float64Array, latent: number): { means: Float64Array; logs: Float64Array } {
  const means = new Float64Array(encoded.length / 2);
  const logs = new Float64Array(encoded.length / 2);
  for (let start = 0; start < means.length; start += latent) {
    means.set(encoded.subarray(2 * start, 2 * start + latent), start);
    logs.set(encoded.subarray(2 * start + latent, 2 * (start + latent)), start);
  }
  return { means, logs };
}
