import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { firstDecisions } from '../../src/store/firstDecisions.ts';
import { openStore } from '../../src/store/openStore.ts';
import { labelProject } from './labeledProject.ts';
import { scratch } from './runCli.ts';
import { inspect, rows, truth, withEngine } from './smallProject.ts';

const { folder, end } = scratch();
afterAll(end);

it('tells the gain that a round predicted and stored of an item', async () => {
  const project = await withEngine((engine) =>
    labelProject(folder, engine, {
      name: 'gains',
      file: {
        source: 'gains.csv',
        kind: 'tabular',
        id: 'id',
        classes: ['yes', 'no'],
        strategy: 'neuralProcess',
        seed: 5,
      },
      source: [
        'id,height,width',
        ...rows.map(({ id, height, width }) => [id, height, width].join(',')),
        '',
      ].join('\n'),
      answer: (id) => truth.get(id)!,
      batches: [60],
    }),
  );
  const store = await openStore({ folder: join(folder, '.nextlabel'), actor: 'somebody', readOnly: true });
  try {
    const { round, slots, sharedLabels } = (await store.lastRound())!;
    // Labels of the random stream are known to the round, and so is the same when it is worked out again.
    expect(sharedLabels).toBe(0);
    const firsts = await firstDecisions(store.events());
    expect([...firsts.values()].filter(({ stream }) => stream === 'random').length).toBeGreaterThan(0);
    const predicted = slots.filter(({ gain }) => gain !== null).slice(0, 2);
    expect(predicted).toHaveLength(2);
    for (const { itemId, gain } of predicted) {
      const { items } = await inspect(
        project,
        '--round',
        String(round),
        '--item',
        itemId,
        '--strategies',
        'random',
      );
      expect(items[0]!.gain).toEqual(gain);
    }
  } finally {
    await store.close();
  }
}, 120_000);
