import { NetworksMissingError, provideNetworks } from '../engine/networks/providedNetworks.ts';
import { failure } from './failure.ts';
import type { Log } from './log.ts';

export interface NetworksOptions {
  /** The module of the engine process, from whose folder packages are found. */
  readonly entry: string;
  readonly log: Log;
}

let opening: Promise<void> | null = null;

/**
 * Does some work. Where that comes upon a neural network before this thread has loaded TensorFlow.js, it loads it and
 * begins the work again. Rejects as the work does, and with a failure in words for the user where TensorFlow.js does not
 * load.
 */
export async function withNetworks<Result>(
  work: () => Result | Promise<Result>,
  options: NetworksOptions,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof NetworksMissingError)) throw error;
  }
  await openOnce(options);
  return work();
}

async function openOnce(options: NetworksOptions): Promise<void> {
  opening ??= open(options);
  try {
    await opening;
  } catch (error) {
    opening = null;
    const [line] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
    throw failure('failed', `Neural networks cannot be computed here: ${line!} Choose another model.`);
  }
}

async function open({ entry, log }: NetworksOptions): Promise<void> {
  const { openNetworks } = await import('./tensors/onDemand.ts');
  const { runner, backend } = await openNetworks(entry);
  const others = backend.passedOver.map(({ name, why }) => ` Not ${name}: ${why}.`).join('');
  log('info', `Neural networks are computed by the backend ${backend.name} of TensorFlow.js.${others}`);
  provideNetworks(runner);
}
