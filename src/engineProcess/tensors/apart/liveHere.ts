import type { LiveNetwork, LiveOutputs, LiveTask } from '../../../engine/networks/liveNetwork.ts';
import type { LiveGiven, LiveWork } from './exchange.ts';
import { mixedUp } from './backendLost.ts';

/** Asks the process of a backend. */
export interface LiveLine {
  /** Waits for the answer. Throws BackendLostError. */
  readonly ask: (work: LiveWork) => LiveGiven;
  /** Waits for nothing, and never throws. */
  readonly tell: (work: LiveWork) => void;
}

/** Opens a network in the process of a backend. Throws BackendLostError. */
export function liveApart(task: LiveTask, { ask, tell }: LiveLine): LiveNetwork {
  const outputsOf = (work: LiveWork): LiveOutputs => asked(ask(work).outputs);
  ask({ kind: 'open', task });
  return {
    look: (batch) => outputsOf({ kind: 'look', batch }),
    evaluate: (rows) => outputsOf({ kind: 'evaluate', rows }),
    step: (step) => void ask({ kind: 'step', step }),
    parameters: () => asked(ask({ kind: 'parameters' }).parameters),
    close: () => tell({ kind: 'close' }),
  };
}

function asked<Given>(given: Given | undefined): Given {
  if (given === undefined) throw mixedUp();
  return given;
}
