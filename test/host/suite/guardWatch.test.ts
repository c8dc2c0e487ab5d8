import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { GuardWatch } from '../../../src/host/guardWatch.ts';
import type { GuardWatchParts } from '../../../src/host/guardWatch.ts';
import { eventually } from './openProject.ts';

const project = vscode.Uri.file('/mail.nextlabel.json');

/** A project that is open, of which the engine says what a test wants. */
function watched({ isWorse = true, model = 'logisticRegression' } = {}) {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const state = {
    labels: 0,
    strategy: 'margin',
    looks: 0,
    warned: [] as string[],
    kept: new Map<string, unknown>(),
  };
  const verdict = { look: 2, labels: 50, p: 0.0001, level: 0.0083, isWorse };
  const session = {
    config: {
      name: 'mail',
      model,
      get strategy() {
        return state.strategy;
      },
    },
    inspector: {
      ask: () => {
        state.looks += 1;
        return Promise.resolve({ guard: verdict });
      },
    },
  };
  const info = {
    strategies: [{ id: 'margin', title: 'Margin' }],
    models: [
      { id: 'logisticRegression', capabilities: ['probabilities'] },
      { id: 'mlp', capabilities: ['probabilities', 'embeddings'] },
    ],
  };
  const watch = new GuardWatch({
    projects: {
      onDidChange: changed.event,
      session: () => session,
      snapshot: () => ({ labeled: state.labels }),
    },
    engine: { client: () => Promise.resolve({ hello: () => Promise.resolve(info) }) },
    memory: {
      get: (key: string, usual: unknown) => state.kept.get(key) ?? usual,
      update: (key: string, value: unknown) => Promise.resolve(void state.kept.set(key, value)),
    },
    log: { warn: (message: string) => assert.fail(message) },
    warn: (message: string) => {
      state.warned.push(message);
      return Promise.resolve(undefined);
    },
  } as unknown as GuardWatchParts);
  const labelUpTo = async (labels: number): Promise<void> => {
    state.labels = labels;
    changed.fire(project);
    await new Promise((resolve) => setTimeout(resolve, 20));
  };
  return { state, labelUpTo, end: () => watch.dispose() };
}

describe('the guard in the background', () => {
  it('looks once there are enough labels, then when a quarter more have come, and warns once a look', async () => {
    const { state, labelUpTo, end } = watched();
    await labelUpTo(75);
    assert.equal(state.looks, 0);
    await labelUpTo(76);
    await eventually('it warns', () => state.warned.length === 1);
    assert.match(state.warned[0] ?? '', /^mail: Margin is worse than random here\. Its first 50 labels/);
    await labelUpTo(94);
    assert.equal(state.looks, 1);
    await labelUpTo(95);
    assert.deepEqual([state.looks, state.warned.length], [2, 1]);
    end();
  });

  it('is silent where the strategy is not worse, is random, or the model is a network', async () => {
    const good = watched({ isWorse: false });
    await good.labelUpTo(200);
    assert.deepEqual([good.state.looks, good.state.warned], [1, []]);
    good.end();
    const random = watched();
    random.state.strategy = 'random';
    await random.labelUpTo(200);
    assert.equal(random.state.looks, 0);
    random.end();
    const network = watched({ model: 'mlp' });
    await network.labelUpTo(200);
    assert.equal(network.state.looks, 0);
    network.end();
  });
});
