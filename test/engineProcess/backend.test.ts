import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { backends, openBackend } from '../../src/engineProcess/backend.ts';
import type { Backend } from '../../src/engineProcess/backend.ts';
import { readAtOnce } from '../../src/engineProcess/tensors/reading.ts';
import { selfTest, testsAgree } from '../../src/engineProcess/tensors/selfTest.ts';
import { engineEntry } from './processes.ts';

const named = (name: string): Backend => backends.find((each) => each.name === name)!;

describe('the backends of TensorFlow.js', () => {
  it('compute alike by WebAssembly and by plain TypeScript', async () => {
    expect(await openBackend(named('cpu'), engineEntry)).toBeNull();
    const plain = readAtOnce(selfTest());
    expect(await openBackend(named('wasm'), engineEntry)).toBeNull();
    const quick = readAtOnce(selfTest());
    expect(quick).not.toEqual(plain);
    quick.forEach((value, index) => {
      expect(Math.abs(value - plain[index]!)).toBeLessThan(1e-4 * Math.max(1, Math.abs(plain[index]!)));
    });
  });

  it('are refused where they do not start or are no GPU', async () => {
    const wasm = named('wasm');
    await expect(openBackend({ ...wasm, registered: 'none' }, engineEntry)).rejects.toThrow();
    const deviceOf = (): never => {
      throw new Error('it finds no GPU');
    };
    await expect(openBackend({ ...wasm, deviceOf }, engineEntry)).rejects.toThrow('it finds no GPU');
  });

  it('are found where packages are, and missed where they are not', async () => {
    await expect(openBackend(named('wasm'), '/nowhere/at/all.cjs')).rejects.toThrow(/^Cannot find module/);
    expect(named('tfjs-node').isInstalled!('/nowhere/at/all.cjs')).toBe(false);
  });

  it('leave no tensor of their test', async () => {
    await openBackend(named('cpu'), engineEntry);
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
