import { describe, expect, it } from 'vitest';
import { config, labelNext, useWaves } from './waves.ts';

const waves = useWaves();

describe('a what-if', () => {
  it('tells what another strategy would have saved once 50 labels are of the random stream', async () => {
    const session = await waves.imported({ config: { ...config, randomShare: 0.9 } });
    await labelNext(session, 40);
    const early = await session.whatIf({ strategies: ['random'] });
    expect(early).toMatchObject({ kind: 'refused', needed: 50 });
    await labelNext(session, 40);
    const messages: string[] = [];
    const asked = session.whatIf({
      strategies: ['margin', 'random'],
      onProgress: ({ message }) => messages.push(message),
    });
    const answer = await asked;
    expect(answer).toMatchObject({ kind: 'answer', labels: 80, given: 0, level: 0.95 });
    if (answer.kind !== 'answer') return;
    expect(answer.randomLabels).toBeGreaterThanOrEqual(50);
    expect(answer.effectiveSampleSize).toBeGreaterThan(50);
    expect(answer.strategies.map(({ strategy }) => strategy)).toEqual(['margin', 'random']);
    expect(messages.length).toBeGreaterThan(0);
    // With nine random items in ten, margin is nearly what was done: nothing to save, and nothing lost, for sure.
    const [margin] = answer.strategies;
    expect(margin?.low === null || (margin?.low ?? 0) <= 0).toBe(true);
    expect(margin?.high).toBeGreaterThanOrEqual(0);
  });

  it('builds the features of a what-if again after the engine has died', async () => {
    const session = await waves.imported({ config: { ...config, randomShare: 1 } });
    await labelNext(session, 60);
    const again = new Promise<void>((resolve) => {
      waves.engine.onStateChange((state) => {
        if (state === 'ready') resolve();
      });
    });
    process.kill(waves.engine.pid ?? 0, 'SIGKILL');
    await again;
    const answer = await session.whatIf({ strategies: ['random'] });
    expect(answer.kind).toBe('answer');
    const aborted = session.whatIf({ strategies: ['random'], signal: AbortSignal.abort() });
    await expect(aborted).rejects.toMatchObject({ reason: 'cancelled' });
  });
});
