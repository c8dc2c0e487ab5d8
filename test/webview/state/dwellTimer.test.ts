import { describe, expect, it } from 'vitest';
import { createDwellTimer } from '../../../webview/state/dwellTimer.ts';

function setUp() {
  const clock = { now: 1000 };
  return { clock, timer: createDwellTimer(() => clock.now) };
}

describe('the time spent on an item', () => {
  it('counts from the moment it is shown', () => {
    const { clock, timer } = setUp();
    clock.now += 5_000;
    timer.restart();
    clock.now += 2_500;
    expect(timer.seconds()).toBe(2.5);
  });

  it('stands still while the document is hidden', () => {
    const { clock, timer } = setUp();
    clock.now += 1_000;
    timer.setHidden(true);
    clock.now += 30_000;
    timer.setHidden(false);
    clock.now += 1_000;
    expect(timer.seconds()).toBe(2);
  });

  it('stops after a minute without activity', () => {
    const { clock, timer } = setUp();
    clock.now += 10_000;
    timer.activity();
    clock.now += 3_600_000;
    expect(timer.seconds()).toBe(70);
  });
});
