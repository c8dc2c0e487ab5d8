import { openLive } from '../liveNetwork.ts';
import type { LiveTensors } from '../liveNetwork.ts';
import { readByPromise } from '../reading.ts';
import type { LiveGiven, LiveWork } from './exchange.ts';

/** Does what is asked of the networks that stay in this process, which are known by their numbers. */
export function serveLive(): (
  network: number,
  work: LiveWork,
  onRead: () => Promise<void>,
) => Promise<LiveGiven> {
  const networks = new Map<number, LiveTensors>();
  const find = (network: number): LiveTensors => {
    const live = networks.get(network);
    if (live === undefined) throw new Error('there is no such network');
    return live;
  };
  return async (network, work, onRead) => {
    switch (work.kind) {
      case 'open':
        networks.set(network, openLive(work.task));
        return {};
      case 'look':
        return { outputs: await readByPromise(find(network).look(work.batch), onRead) };
      case 'evaluate':
        return { outputs: await readByPromise(find(network).evaluate(work.rows), onRead) };
      case 'parameters':
        return { parameters: await readByPromise(find(network).parameters(), onRead) };
      case 'step':
        find(network).step(work.step);
        return {};
      case 'close':
        networks.get(network)?.close();
        networks.delete(network);
        return {};
    }
  };
}
