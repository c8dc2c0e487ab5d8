import { expect, it } from 'vitest';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { rankColdStart } from '../../../src/engine/rounds/coldStart.ts';
import { viewOfPoints } from '../strategies/poolView.ts';
import { matrixOf, normalMatrix } from '../syntheticData.ts';

/** 60 points in six tight clusters. */
const clusters = matrixOf(Array.from({ length: 60 }, (_, row) => [50 * (row % 6) + row * 0.01]));

it('spreads the slots over the data and leaves the rest in random order', () => {
  const view = viewOfPoints(clusters, []);
  const { order, utilities, fixed } = rankColdStart(view, 6, createRng(1));
  expect(fixed).toBe(6);
  expect(new Set(order.subarray(0, 6).map((row) => row % 6)).size).toBe(6);
  expect([...order].sort((a, b) => a - b)).toEqual([...view.candidates]);
  expect(order.subarray(0, 6).every((row) => Number.isFinite(utilities[row]!))).toBe(true);
  expect(order.subarray(6).every((row) => Number.isNaN(utilities[row]!))).toBe(true);
  const tails = new Set([1, 2, 3, 4].map((seed) => rankColdStart(view, 6, createRng(seed)).order[6]));
  expect(tails.size).toBeGreaterThan(1);
});

it('stays away from what is labeled already', () => {
  const view = viewOfPoints(clusters, [0, 1, 2, 3]);
  const { order } = rankColdStart(view, 2, createRng(1));
  const picks = order.subarray(0, 2).map((position) => view.candidates[position]! % 6);
  expect(new Set(picks)).toEqual(new Set([4, 5]));
});

it('bounds the work on a large pool with many labels of one class', () => {
  const features = normalMatrix(20_000, 200, 1);
  const labeled = Array.from({ length: 1000 }, (_, row) => row);
  const candidates = Array.from({ length: 19_000 }, (_, row) => 1000 + row);
  const view = viewOfPoints(features, labeled, candidates);
  const started = performance.now();
  const { order, fixed } = rankColdStart(view, 500, createRng(1));
  // All 1,500 passes would take several times as long as the bounded number.
  expect(fixed).toBeGreaterThan(50);
  expect(fixed).toBeLessThan(75);
  expect(order).toHaveLength(19_000);
  expect(performance.now() - started).toBeLessThan(6000);
});

it('takes an empty pool and zero slots', () => {
  expect(rankColdStart(viewOfPoints(clusters, [], []), 3, createRng(1)).order).toHaveLength(0);
  expect(rankColdStart(viewOfPoints(clusters, []), 0, createRng(1)).order).toHaveLength(60);
});
