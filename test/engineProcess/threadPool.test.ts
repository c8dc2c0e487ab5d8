import { afterEach, describe, expect, it } from 'vitest';

import { clients, failureOf, fakeEngine } from './processes.ts';

const { client, end } = clients(fakeEngine);
afterEach(end);

describe('createThreadPool', () => {
  it('uses a thread again for the next task, unless the task asked for its end', async () => {
    const engine = client();
    const thread = async (path: string): Promise<string> => (await engine.preview(path)).summary;
    const first = await thread('thread');
    expect(await thread('thread')).toBe(first);
    expect(await thread('endThread')).toBe(first);
    expect(await thread('thread')).not.toBe(first);
  });

  it('runs tasks side by side', async () => {
    const engine = client();
    const controller = new AbortController();
    const busy = failureOf(engine.preview('spin', { signal: controller.signal }));
    const summaries = await Promise.all([engine.preview('thread'), engine.preview('thread')]);
    expect(summaries[0].summary).not.toBe(summaries[1].summary);
    controller.abort();
    expect((await busy).reason).toBe('cancelled');
  });
});
