import type { NetworkRunner } from '../../engine/networks/networkRunner.ts';
import type { BackendChoice, BackendFinding, BackendName, PassedOver } from '../../protocol/backend.ts';
import { backends, firstLine, openBackend } from '../backend.ts';
import type { Backend } from '../backend.ts';
import { forcedBackend } from '../forcedBackend.ts';
import { BackendLostError } from './apart/backendLost.ts';
import { startApart } from './apart/startApart.ts';
import type { ApartOptions } from './apart/startApart.ts';
import { evaluateNetwork } from './evaluateNetwork.ts';
import { openLive } from './liveNetwork.ts';
import { readAtOnce } from './reading.ts';
import { trainNetwork } from './trainNetwork.ts';

export { runApart } from './apart/apartProcess.ts';

/** Somebody who computes with networks, and on what. */
export interface OpenNetworks {
  readonly runner: NetworkRunner;
  readonly backend: BackendChoice;
  /** Ends the process of the backend, where it has one. */
  readonly end: () => void;
}

export interface OpenOptions {
  /** A module from whose folder packages are found; the one that processes of backends run. */
  readonly entry: string;
  /** In the order of preference; by default all of them, or the one that the user forces. */
  readonly candidates?: readonly Backend[];
  /**
   * Called where the backend in use fails in the midst of its work. It is given up then, so that networks opened again
   * are computed by the next. What it throws is thrown on.
   */
  readonly onLost: (name: BackendName, why: string) => never;
  /** Of backends in processes of their own. */
  readonly patience?: Omit<ApartOptions, 'entry' | 'backend'>;
}

/** Backends that failed in the midst of their work, and how. */
const givenUp = new Map<BackendName, string>();

/**
 * Loads TensorFlow.js, which is a bundle of its own: whoever chooses no neural network never waits for it. Rejects where
 * no backend works, or the forced one does not.
 */
export async function openNetworks(options: OpenOptions): Promise<OpenNetworks> {
  const { entry, candidates = backendsFor(forcedBackend()) } = options;
  const passedOver: PassedOver[] = [];
  for (const candidate of candidates) {
    const { name } = candidate;
    const known = candidate.isInstalled?.(entry) === false ? 'it is not installed' : givenUp.get(name);
    if (known !== undefined) {
      passedOver.push({ name, why: known });
      continue;
    }
    try {
      return await openOne(candidate, options, passedOver);
    } catch (error) {
      passedOver.push({ name, why: error instanceof BackendLostError ? error.why : firstLine(error) });
    }
  }
  throw new Error(refusalOf(passedOver));
}

function refusalOf(passedOver: readonly PassedOver[]): string {
  const forced = forcedBackend();
  const [only] = passedOver;
  if (forced !== null && only !== undefined && passedOver.length === 1) {
    return `The backend ${forced} was chosen and does not serve: ${only.why}. Choose another, or auto.`;
  }
  const reasons = passedOver.map(({ name, why }) => `${name}: ${why}`).join('; ');
  return `No backend of TensorFlow.js works here: ${reasons}.`;
}

/** A forced backend stands alone, unless it failed while it worked: then those after it go on. */
function backendsFor(forced: BackendName | null): readonly Backend[] {
  if (forced === null) return backends;
  const place = backends.findIndex(({ name }) => name === forced);
  return givenUp.has(forced) ? backends.slice(place) : backends.slice(place, place + 1);
}

async function openOne(
  candidate: Backend,
  { entry, onLost, patience }: OpenOptions,
  passedOver: readonly PassedOver[],
): Promise<OpenNetworks> {
  const { name } = candidate;
  if (!candidate.isApart) {
    const device = await openBackend(candidate, entry);
    return { runner: runnerHere, backend: { name, device, passedOver }, end: () => undefined };
  }
  const { runner, device, end } = startApart({ ...patience, entry, backend: name });
  const orLost = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof BackendLostError)) throw error;
      givenUp.set(name, error.why);
      end();
      return onLost(name, error.why);
    }
  };
  return {
    backend: { name, device, passedOver },
    runner: {
      train: (task) => orLost(() => runner.train(task)),
      evaluate: (...asked) => orLost(() => runner.evaluate(...asked)),
      open(task) {
        const live = orLost(() => runner.open(task));
        return {
          look: (batch) => orLost(() => live.look(batch)),
          step: (step) => orLost(() => live.step(step)),
          evaluate: (rows) => orLost(() => live.evaluate(rows)),
          parameters: () => orLost(() => live.parameters()),
          close: () => live.close(),
        };
      },
    },
    end,
  };
}

/** Tries the backends that compute in processes of their own, one after the other, and ends each. */
export function tryBackendsApart(
  entry: string,
  patience: OpenOptions['patience'] = {},
): readonly BackendFinding[] {
  return backends
    .filter(({ isApart }) => isApart)
    .map(({ name, isInstalled }) => {
      if (isInstalled?.(entry) === false) return { name, device: null, why: 'it is not installed' };
      try {
        const { device, end } = startApart({ ...patience, entry, backend: name });
        end();
        return { name, device, why: null };
      } catch (error) {
        return { name, device: null, why: error instanceof BackendLostError ? error.why : firstLine(error) };
      }
    });
}

/** Computes in this thread. */
const runnerHere: NetworkRunner = {
  train: (task) => readAtOnce(trainNetwork(task)),
  evaluate: (spec, parameters, features) => readAtOnce(evaluateNetwork(spec, parameters, features)),
  open(task) {
    const live = openLive(task);
    return {
      ...live,
      look: (batch) => readAtOnce(live.look(batch)),
      evaluate: (rows) => readAtOnce(live.evaluate(rows)),
      parameters: () => readAtOnce(live.parameters()),
    };
  },
};
