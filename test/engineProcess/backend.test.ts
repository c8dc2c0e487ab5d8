import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { backends, openBackend } from '../../src/engineProcess/backend.ts';
import type { Backend } from '../../src/engineProcess/backend.ts';
import { readAtOnce } from '../../src/engineProcess/tensors/reading.ts';
import { selfTest, testsAgree } from '../../src/engineProcess/tensors/selfTest.ts';
import { engineEntry } from './processes.ts';

const [wasm, cpu] = backends as readonly [Backend, Backend];

describe('the backends of TensorFlow.js', () => {
  it('are tried with WebAssembly first, which computes as plain TypeScript does', async () => {
    expect(await openBackend(engineEntry, [cpu])).toEqual({ name: 'cpu', passedOver: [] });
    const plain = readAtOnce(selfTest());
    expect(await openBackend(engineEntry)).toEqual({ name: 'wasm', passedOver: [] });
    const quick = readAtOnce(selfTest());
    expect(quick).not.toEqual(plain);
    quick.forEach((value, index) => {
      expect(Math.abs(value - plain[index]!)).toBeLessThan(1e-4 * Math.max(1, Math.abs(plain[index]!)));
    });
  });

  it('give way to the next where one does not load', async () => {
    const broken: Backend = {
      name: 'wasm',
      prepare: () => Promise.reject(new Error('its file is missing\nat some place')),
    };
    const { name, passedOver } = await openBackend(engineEntry, [broken, cpu]);
    expect(name).toBe('cpu');
    expect(passedOver).toEqual([{ name: 'wasm', why: 'its file is missing' }]);
    await expect(openBackend(engineEntry, [broken])).rejects.toThrow('wasm: its file is missing.');
  });

  it('are found where packages are, and missed where they are not', async () => {
    const { passedOver } = await openBackend('/nowhere/at/all.cjs', [wasm, cpu]);
    expect(passedOver[0]?.why).toMatch(/^Cannot find module/);
  });

  it('leave no tensor of their test', async () => {
    await openBackend(engineEntry, [cpu]);
    const before = memory().numTensors;
    readAtOnce(selfTest());
    expect(memory().numTensors).toBe(before);
  });
});

it('takes rounding for agreement, and nothing else', () => {
  const expected = Float32Array.of(1, -100, 0);
  expect(testsAgree(Float32Array.of(1.0005, -100.05, 0.0005), expected)).toBe(true);
  expect(testsAgree(Float32Array.of(1.002, -100, 0), expected)).toBe(false);
  expect(testsAgree(Float32Array.of(1, NaN, 0), expected)).toBe(false);
  expect(testsAgree(Float32Array.of(1, -100), expected)).toBe(false);
});
