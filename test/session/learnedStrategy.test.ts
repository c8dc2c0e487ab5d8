import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RoundRequest } from '../../src/protocol/round.ts';
import { writeNumbers } from '../../src/session/keptNumbers.ts';
import { LearnedStrategy, networkProblem } from '../../src/session/learnedStrategy.ts';
import type { StrategySetting, StrategyStart } from '../../src/session/learnedStrategy.ts';
import { writeNetwork } from '../../src/session/networkFile.ts';
import { encodeTensors } from '../../src/session/safetensors.ts';
import { readMemory, strategyFile, writeMemory } from '../../src/session/strategyMemory.ts';

const LEARNED = Float64Array.of(4015, -0, 1e-300, 0.1, 7);
const SETTING: StrategySetting = { classNames: ['even', 'odd'], network: null };

let folder: string;
let file: string;
let troubles: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nextlabel-strategy-'));
  file = strategyFile(folder);
  troubles = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const request = (change: Partial<RoundRequest> = {}): RoundRequest =>
  ({
    featuresId: 'f',
    model: 'svc',
    modelParams: {},
    strategy: 'albl',
    strategyParams: {},
    objective: { kind: 'accuracy' },
    ...change,
  }) as RoundRequest;

const window = (mayWrite = true): LearnedStrategy =>
  new LearnedStrategy({
    file,
    mayWrite: () => mayWrite,
    onTrouble: (message) => troubles.push(message),
  });

/** A round that learns `value`; resolves with what it started from. */
const round = async (
  strategy: LearnedStrategy,
  value: Float64Array | null,
  { asked = request(), setting = SETTING } = {},
): Promise<StrategyStart> => {
  const start = await strategy.before(asked, setting);
  await strategy.after(start, value);
  return start;
};

const memoryOf = async (strategy: LearnedStrategy, asked = request(), setting = SETTING) =>
  (await strategy.before(asked, setting)).memory;

describe('what a strategy has learned', () => {
  it('is there after a restart, bit for bit', async () => {
    expect((await round(window(), LEARNED)).memory).toBeNull();
    expect(await memoryOf(window())).toEqual(LEARNED);
  });

  it.each([
    ['features', { featuresId: 'g' }],
    ['a model', { model: 'randomForest' }],
    ['parameters of the model', { modelParams: { c: 2 } }],
    ['a strategy', { strategy: 'tailor' }],
    ['parameters of the strategy', { strategyParams: { budget: 50 } }],
    ['an objective', { objective: { kind: 'balancedAccuracy' } as const }],
  ])('is not for %s of another kind', async (_what, change) => {
    const first = window();
    await round(first, LEARNED);
    for (const strategy of [first, window()]) expect(await memoryOf(strategy, request(change))).toBeNull();
  });

  it('is not for classes that have changed places, since strategies count by them', async () => {
    await round(window(), LEARNED);
    expect(await memoryOf(window(), request(), { ...SETTING, classNames: ['odd', 'even'] })).toBeNull();
  });

  it('is forgotten after a round that taught nothing, also by a later window', async () => {
    const first = window();
    await round(first, LEARNED);
    await round(first, null, { asked: request({ strategy: 'margin' }) });
    expect(await memoryOf(first)).toBeNull();
    expect(await memoryOf(window())).toBeNull();
    await round(window(), LEARNED);
    expect(await memoryOf(window())).toEqual(LEARNED);
  });

  it('is neither written nor removed where a window may only read', async () => {
    await round(window(false), LEARNED);
    expect(existsSync(file)).toBe(false);
    await round(window(), LEARNED);
    await round(window(false), null);
    expect(await memoryOf(window())).toEqual(LEARNED);
  });

  it('is given up where its file is damaged, foreign or of another form, and written again', async () => {
    await round(window(), LEARNED);
    const bytes = readFileSync(file);
    const metadata = { key: (await window().before(request(), SETTING)).key };
    const single = new Map([['strategy.memory', { shape: [1], data: Float32Array.of(1) }]]);
    const foreign = join(folder, 'foreign');
    await writeMemory(foreign, { key: 'another', value: LEARNED, network: null });
    const narrow = join(folder, 'narrow');
    await writeNumbers(narrow, metadata, single);
    for (const found of [
      bytes.subarray(0, bytes.length - 8),
      Buffer.alloc(0),
      Buffer.from('{"numbers": []}'),
      Buffer.from(bytes.map((byte, at) => (at === bytes.length - 2 ? byte ^ 1 : byte))),
      encodeTensors({ metadata, tensors: new Map([['strategy.memory', { shape: [5], data: LEARNED }]]) }),
      readFileSync(narrow),
      readFileSync(foreign),
    ]) {
      writeFileSync(file, found);
      expect(await memoryOf(window())).toBeNull();
    }
    await round(window(), LEARNED);
    expect(await memoryOf(window())).toEqual(LEARNED);
  });

  it('costs no round where it cannot be kept, which the log tells', async () => {
    file = join(folder, 'no', 'such', 'folder');
    const strategy = window();
    await round(strategy, LEARNED);
    expect(troubles[0]).toMatch(/^what the strategy learned was not kept: .*ENOENT/);
    expect(await memoryOf(strategy)).toEqual(LEARNED);
  });

  it('is a network to save where it was learned by the neural process alone', async () => {
    const strategy = window();
    await round(strategy, LEARNED);
    expect(strategy.network).toBeNull();
    await round(strategy, LEARNED, { asked: request({ strategy: 'neuralProcess' }) });
    expect(strategy.network).toBe(LEARNED);
  });
});

describe('a saved network to start from', () => {
  const saved = Float64Array.of(1, 2, -0.1);
  const asked = request({ strategy: 'neuralProcess' });
  let network: string;
  let setting: StrategySetting;
  beforeEach(() => {
    network = join(folder, 'mine.nextlabel-network');
    setting = { ...SETTING, network };
  });

  it('is started from once, and a restart goes on from what was learned since', async () => {
    await writeNetwork(network, saved);
    expect((await round(window(), LEARNED, { asked, setting })).memory).toEqual(saved);
    const start = await round(window(), LEARNED, { asked, setting });
    expect(start.memory).toEqual(LEARNED);
    expect(networkProblem(start, LEARNED)).toBeNull();
  });

  it('is started from again after a restart, where its file holds another one by then', async () => {
    await writeNetwork(network, saved);
    const strategy = window();
    await round(strategy, LEARNED, { asked, setting });
    const other = Float64Array.of(1, 2, 0.5);
    await writeNetwork(network, other);
    expect(await memoryOf(strategy, asked, setting)).toEqual(LEARNED);
    expect(await memoryOf(window(), asked, setting)).toEqual(other);
  });

  it('need not be there any more once it was started from', async () => {
    await writeNetwork(network, saved);
    await round(window(), LEARNED, { asked, setting });
    rmSync(network);
    const start = await window().before(asked, setting);
    expect(start).toMatchObject({ memory: LEARNED, problem: null });
  });

  it('is tried again after a restart where it could not be read', async () => {
    writeFileSync(network, 'nothing');
    const first = await round(window(), LEARNED, { asked, setting });
    expect(networkProblem(first, LEARNED)).toMatch(/does not hold a network .* learned from nothing\.$/);
    const second = await round(window(), LEARNED, { asked, setting });
    expect(second.memory).toEqual(LEARNED);
    expect(networkProblem(second, LEARNED)).toMatch(/goes on from that of the last round\.$/);
    await writeNetwork(network, saved);
    const third = await round(window(), LEARNED, { asked, setting });
    expect(third.memory).toEqual(saved);
    expect((await readMemory(file, third.key))?.network).toBe(third.network);
  });
});
