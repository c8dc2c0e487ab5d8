import { NetworksMissingError, provideNetworks } from '../engine/networks/providedNetworks.ts';
import { choiceInWords } from '../protocol/backend.ts';
import type { BackendChoice } from '../protocol/backend.ts';
import { failure } from './failure.ts';
import type { Log } from './log.ts';

export interface NetworksOptions {
  /** The module of the engine process, from whose folder packages are found. */
  readonly entry: string;
  readonly log: Log;
  /** Told what computes from now on. */
  readonly onChoice?: (choice: BackendChoice) => void;
}

let opening: Promise<void> | null = null;

/**
 * Does some work. Where that comes upon a neural network before this thread has loaded TensorFlow.js, it loads it and
 * begins the work again; so too where a backend fails in the midst of the work, with the next backend. Rejects as the
 * work does, and with a failure in words for the user where TensorFlow.js does not load.
 */
export async function withNetworks<Result>(
  work: () => Result | Promise<Result>,
  options: NetworksOptions,
): Promise<Result> {
  // Each turn gives up a backend, of which there are few.
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof NetworksMissingError)) throw error;
    }
    opening ??= open(options).finally(() => (opening = null));
    await opening;
  }
}

async function open({ entry, log, onChoice }: NetworksOptions): Promise<void> {
  try {
    const { openNetworks } = await import('./tensors/onDemand.ts');
    const { runner, backend } = await openNetworks({
      entry,
      onLost: (name, why) => {
        log('warn', `The backend ${name} failed: ${why}. The work begins again with the next one.`);
        throw new NetworksMissingError();
      },
    });
    log('info', `Neural networks are computed by ${choiceInWords(backend)}.`);
    onChoice?.(backend);
    provideNetworks(runner);
  } catch (error) {
    const [line] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
    throw failure('failed', `Neural networks cannot be computed here: ${line!} Choose another model.`);
  }
}
