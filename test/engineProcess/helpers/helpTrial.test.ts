import { expect, it } from 'vitest';
import { createHelpTrial } from '../../../src/engineProcess/helpers/helpTrial.ts';
import { slots } from '../../../src/engineProcess/helpers/sharedSteps.ts';

/** Whether helpers rest in each of 100 steps that take `alone` or `together` ms. */
function restIn(aloneMs: number, togetherMs: number, joined = 1): boolean[] {
  const control = new Int32Array(new SharedArrayBuffer(4 * Object.keys(slots).length));
  control[slots.joined] = joined;
  let now = 0;
  const trial = createHelpTrial(control, () => now);
  return Array.from({ length: 100 }, () => {
    trial.nextStep();
    const resting = control[slots.resting] === 1;
    now += resting ? aloneMs : togetherMs;
    return resting;
  });
}

it('keeps helpers that help', () => {
  const resting = restIn(3, 2);
  expect(resting.filter(Boolean).length).toBeGreaterThan(20);
  expect(resting.filter(Boolean).length).toBeLessThan(30);
  expect(resting.at(-1)).toBe(false);
});

it('sends helpers that do not help to rest', () => {
  expect(restIn(2, 3).at(-1)).toBe(true);
  expect(restIn(2, 2.1).at(-1)).toBe(true);
});

it('waits until a helper has come', () => {
  expect(restIn(2, 3, 0)).not.toContain(true);
});
