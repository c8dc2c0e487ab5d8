import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineClient } from '../../src/engineProcess/engineClient.ts';
import type { FeaturesInfo, ImportSpec } from '../../src/protocol/engine.ts';
import type { ProjectConfig } from '../../src/protocol/project.ts';
import type { ModelMemory, RoundRequest, RoundResult } from '../../src/protocol/round.ts';
import { LearnedModel } from '../../src/session/learnedModel.ts';
import { LearnedStrategy } from '../../src/session/learnedStrategy.ts';
import { writeNetwork } from '../../src/session/networkFile.ts';
import { parseProjectFile } from '../../src/session/projectFile.ts';
import { RoundRunner } from '../../src/session/roundRunner.ts';
import type { LabelEvent, ProjectStore } from '../../src/store/store.ts';

const writesNothing = { mayWrite: () => false, onTrouble: () => undefined };
const MEMORY = Float64Array.of(1, 2, 3);

const configOf = (change: object = {}): ProjectConfig => {
  const file = { source: 'a.csv', kind: 'tabular', classes: ['x', 'y'], strategy: 'neuralProcess' };
  const { config, problems } = parseProjectFile(JSON.stringify({ ...file, ...change }), 'p.nextlabel.json');
  if (config === null) throw new Error(problems.map(({ message }) => message).join());
  return config;
};

const result: RoundResult = {
  revision: 1,
  seed: 1,
  modelId: 'model',
  ranking: Int32Array.of(1, 2),
  scores: Float32Array.of(1, 0),
  suggested: Int16Array.of(0, 0),
  confidence: Float32Array.of(1, 1),
  slots: [],
  coldStart: null,
  fallback: null,
  gains: null,
  vote: null,
  memory: MEMORY,
  modelMemory: null,
  fitMs: 0,
  scoreMs: 0,
  totalMs: 0,
};

let asked: RoundRequest[];
let answer: (request: RoundRequest) => Promise<RoundResult>;
let config: ProjectConfig;
let features: FeaturesInfo;
let featuresAsked: number;
let spec: Partial<ImportSpec>;
let runner: RoundRunner;
let network: string | null;
let events: readonly LabelEvent[];

async function* eventsOf(known: readonly LabelEvent[]): AsyncGenerator<LabelEvent> {
  for (const event of known) yield await Promise.resolve(event);
}

beforeEach(() => {
  asked = [];
  featuresAsked = 0;
  spec = {};
  answer = () => Promise.resolve(result);
  config = configOf();
  network = null;
  events = [];
  features = { featuresId: 'f', rows: 3, columns: 2, notes: [] } as unknown as FeaturesInfo;
  const engine = {
    features: () => {
      featuresAsked += 1;
      return Promise.resolve(features);
    },
    round: (request: RoundRequest) => {
      asked.push(request);
      return answer(request);
    },
  } as unknown as EngineClient;
  const store = {
    databasePath: 'labels.db',
    itemsVersion: '1',
    rowsOf: (ids: readonly string[]) => Promise.resolve(Int32Array.from(ids, Number)),
    events: () => eventsOf(events),
    labelSnapshot: () =>
      Promise.resolve({
        revision: 1,
        labeledRows: Int32Array.of(0),
        labeledNames: ['y'],
        eligibleRows: Int32Array.of(1, 2),
      }),
  } as unknown as ProjectStore;
  runner = new RoundRunner({
    store,
    engine,
    config: () => config,
    spec: () => spec as ImportSpec,
    network: () => network,
    cacheFolder: 'cache',
    model: new LearnedModel({ weights: 'nowhere/w', ...writesNothing }),
    strategy: new LearnedStrategy({ file: 'nowhere/s', ...writesNothing }),
    onProgress: () => undefined,
    onRoundProgress: () => undefined,
  });
});

const run = (signal = new AbortController().signal) => runner.run(asked.length + 1, signal);

describe('RoundRunner', () => {
  it('asks for the objective of the project', async () => {
    config = configOf({ objective: { id: 'f1', class: 'y' } });
    expect((await run()).classNames).toEqual(['x', 'y']);
    expect(asked[0]?.objective).toEqual({ kind: 'f1', positive: 1 });
  });

  it('asks for features once, but again and again where they come from a model whose files may change', async () => {
    await run();
    await run();
    expect(featuresAsked).toBe(1);
    spec = { images: { model: '/m.onnx', size: null, mean: [0, 0, 0], deviation: [1, 1, 1], output: null } };
    await run();
    features = { ...features, featuresId: 'another' };
    await run();
    expect([featuresAsked, asked[3]?.featuresId]).toEqual([3, 'another']);
  });

  it('tells the neural process which labels came by the random stream, by what was known then', async () => {
    const drawn = { itemId: '0', action: 'label', value: 'y', stream: 'random', selectionProbability: 0.1 };
    events = [{ ...drawn, eventId: 'a', targetEventId: null, sequence: 1 } as LabelEvent];
    await run();
    events = [{ ...events[0]!, sequence: 2 }];
    await run();
    config = configOf({ strategy: 'margin' });
    await run();
    expect(asked.map(({ isRandom }) => isRandom)).toEqual([Uint8Array.of(1), Uint8Array.of(0), undefined]);
  });

  it('hands what a strategy would go on from to the next round', async () => {
    await run();
    expect(asked[0]).not.toHaveProperty('memory');
    await run();
    expect(asked[1]?.memory).toBe(MEMORY);
  });

  it('hands what the task model has learned to the next round of the same model', async () => {
    const learned: ModelMemory = {
      classes: Int32Array.of(0, 1),
      means: Float64Array.of(1),
      deviations: Float64Array.of(2),
      parameters: Float32Array.of(3),
      layers: [],
    };
    answer = () => Promise.resolve({ ...result, modelMemory: learned });
    config = configOf({ model: 'mlp' });
    await run();
    config = configOf({ model: 'mlp', strategy: 'margin' });
    await run();
    config = configOf({ model: { id: 'mlp', params: { width: 8 } } });
    await run();
    expect(asked.map((request) => request.modelMemory)).toEqual([undefined, learned, undefined]);
  });

  it.each([
    ['strategy', { strategy: 'margin' }],
    ['parameters', { strategy: { id: 'neuralProcess', params: { epochs: 50 } } }],
    ['model', { model: 'svc' }],
    ['objective', { objective: 'balancedAccuracy' }],
  ])('forgets it with another %s', async (_what, change) => {
    await run();
    config = configOf(change);
    await run();
    expect(asked[1]).not.toHaveProperty('memory');
  });

  it('keeps nothing of a cancelled round, and nothing where a round gives nothing back', async () => {
    const controller = new AbortController();
    answer = () => {
      controller.abort();
      return Promise.resolve(result);
    };
    await run(controller.signal);
    answer = () => Promise.resolve({ ...result, memory: null });
    await run();
    await run();
    expect(asked.map((request) => 'memory' in request)).toEqual([false, false, false]);
  });

  describe('with a saved network', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'nextlabel-network-'));
      network = join(folder, 'mine.nextlabel-network');
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    it('starts from it, then goes on from its own', async () => {
      const saved = Float64Array.of(1, 2, -0.1);
      await writeNetwork(network!, saved);
      expect((await run()).networkProblem).toBeNull();
      expect(asked[0]).toMatchObject({ memory: saved, strategyParams: { warmStart: true } });
      expect((await run()).networkProblem).toBeNull();
      expect(asked[1]?.memory).toBe(MEMORY);
      expect(runner.network).toBe(MEMORY);
    });

    it('does not send it to a strategy that has no use for it', async () => {
      await writeNetwork(network!, MEMORY);
      config = configOf({ strategy: 'margin' });
      await run();
      expect(asked[0]).not.toHaveProperty('memory');
      expect(asked[0]?.strategyParams).toEqual({});
    });

    it('says what does not fit, and ranks all the same', async () => {
      await writeNetwork(network!, Float64Array.of(1, 119, 0.5, 0.5));
      expect((await run()).networkProblem).toMatch(
        /^mine\.nextlabel-network is a network for 119 features .* this project has 2 /,
      );
      await writeNetwork(network!, Float64Array.of(7, 2, 0.5));
      config = configOf({ objective: 'balancedAccuracy' });
      expect((await run()).networkProblem).toMatch(/another kind of network/);
      writeFileSync(network!, '{"kind": "something"}');
      config = configOf();
      expect((await run()).networkProblem).toBe(
        'mine.nextlabel-network does not hold a network that NextLabel saved. The network was learned from nothing.',
      );
      network = join(folder, 'gone.nextlabel-network');
      expect((await run()).networkProblem).toMatch(/gone\.nextlabel-network cannot be read/);
      expect(asked).toHaveLength(4);
    });

    it('starts from it as soon as it can be read, and from the last round until then', async () => {
      writeFileSync(network!, '{"kind": "nextlabel-network", "numbers": [1, 2, null]}');
      expect((await run()).networkProblem).toMatch(/is damaged: .* The network was learned from nothing\.$/);
      expect(asked[0]).not.toHaveProperty('memory');
      expect((await run()).networkProblem).toMatch(/The network goes on from that of the last round\.$/);
      expect(asked[1]?.memory).toBe(MEMORY);
      const saved = Float64Array.of(1, 2, -0.1);
      await writeNetwork(network!, saved);
      expect((await run()).networkProblem).toBeNull();
      expect(asked[2]?.memory).toEqual(saved);
      await run();
      expect(asked[3]?.memory).toBe(MEMORY);
    });
  });
});
