import type { ItemContent } from '../../data/featurisers/featuriser.ts';
import { sendRequest } from '../rpc.ts';
import type { TaskContext } from '../taskContext.ts';
import { feedRequests } from '../taskRequests.ts';

/** One pass over the items. The next page is asked for while this one is worked on. */
export async function* feedItems(
  operation: string,
  pass: number,
  { connection, signal }: Pick<TaskContext, 'connection' | 'signal'>,
): AsyncGenerator<ItemContent> {
  const ask = (): Promise<readonly ItemContent[]> =>
    sendRequest(connection, feedRequests.nextPage, { operation, pass });
  for (let next = ask(); ;) {
    const page = await next;
    signal.throwIfAborted();
    if (page.length === 0) return;
    next = ask();
    // Whoever stops early does not wait for it; if it failed, the next `await` tells.
    next.catch(() => undefined);
    yield* page;
  }
}
