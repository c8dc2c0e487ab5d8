import { CancelledError } from '../../../engine/cancellation.ts';
import type { NetworkTask, TrainedNetwork } from '../../../engine/networks/networkRunner.ts';
import { backends, firstLine, openBackend } from '../../backend.ts';
import { evaluateNetwork } from '../evaluateNetwork.ts';
import { isOutOfMemory } from '../outOfMemory.ts';
import { readByPromise } from '../reading.ts';
import { trainNetwork } from '../trainNetwork.ts';
import type { ApartAnswer, ApartCommand } from './exchange.ts';
import { serveLive } from './liveThere.ts';

/** How often it says that it is there. */
const ALIVE_MS = 2_000;

const tell = (answer: ApartAnswer): void => void process.send?.(answer);

/** Lets messages in that have come meanwhile. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The process of one backend, which ends with the thread that started it. */
export async function runApart(entry: string, name: string): Promise<void> {
  process.once('disconnect', () => process.exit());
  setInterval(() => tell({ kind: 'alive' }), ALIVE_MS);
  try {
    const backend = backends.find((each) => each.name === name);
    if (backend === undefined) throw new Error('there is no such backend');
    const device = await openBackend(backend, entry);
    serve();
    tell({ kind: 'opened', device });
  } catch (error) {
    tell({ kind: 'refused', why: firstLine(error) });
  }
}

function serve(): void {
  const stopped = new Set<number>();
  let parameters: Float32Array = new Float32Array(0);
  let last: Promise<void> = Promise.resolve();
  process.on('message', (command: ApartCommand) => {
    if (command.kind === 'stop') {
      stopped.add(command.id);
      return;
    }
    last = last.then(async () => {
      if (command.kind === 'evaluate') parameters = command.parameters ?? parameters;
      tell(await answerTo(command, parameters, stopped));
      stopped.delete(command.id);
    });
  });
}

/** Tells that the backend is a step further. */
async function stepped(id: number): Promise<void> {
  tell({ kind: 'step', id });
  await turn();
}

const live = serveLive();

type Work = Exclude<ApartCommand, { readonly kind: 'stop' }>;

async function answerTo(
  command: Work,
  parameters: Float32Array,
  stopped: ReadonlySet<number>,
): Promise<ApartAnswer> {
  const { id } = command;
  const onRead = () => stepped(id);
  try {
    if (command.kind === 'live') {
      return { kind: 'live', id, given: await live(command.network, command.work, onRead) };
    }
    if (command.kind === 'evaluate') {
      const outputs = await readByPromise(
        evaluateNetwork(command.spec, parameters, command.features),
        onRead,
      );
      return { kind: 'evaluated', id, outputs };
    }
    const task: NetworkTask = {
      ...command.task,
      signal: {
        get aborted() {
          return stopped.has(id);
        },
      },
      onEpoch: (epoch, epochs) => tell({ kind: 'epoch', id, epoch, epochs }),
      onNote: (note) => tell({ kind: 'note', id, note }),
    };
    return { kind: 'trained', id, trained: await trainInPieces(task, onRead) };
  } catch (error) {
    return error instanceof CancelledError
      ? { kind: 'cancelled', id }
      : { kind: 'failed', id, why: firstLine(error) };
  }
}

/** A card that has no memory left says so late, when numbers are read: the training begins again in smaller pieces. */
async function trainInPieces(task: NetworkTask, onRead: () => Promise<void>): Promise<TrainedNetwork> {
  for (let rowsAtOnce = task.schedule.batch; ; rowsAtOnce = Math.ceil(rowsAtOnce / 2)) {
    try {
      return await readByPromise(trainNetwork({ ...task, rowsAtOnce }), onRead);
    } catch (error) {
      if (!isOutOfMemory(error) || rowsAtOnce === 1) throw error;
      task.onNote?.(
        `Memory ran out; the training begins again with ${Math.ceil(rowsAtOnce / 2)} items at a time.`,
      );
    }
  }
}
