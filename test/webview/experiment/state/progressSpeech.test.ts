import { describe, expect, it } from 'vitest';
import type { ExperimentSnapshot } from '../../../../src/protocol/experimentView.ts';
import { ProgressSpeech, speakEveryMs } from '../../../../webview/experiment/state/progressSpeech.ts';
import { experimentReport } from '../../harness/experimentReport.ts';

function running(done: number, secondsLeft: number | null = null): ExperimentSnapshot {
  return {
    report: { ...experimentReport({}), done, total: 100 },
    state: 'running',
    progress: { done, total: 100, secondsLeft },
    folderName: 'x',
    problem: '',
  };
}

/** Speech with timers that run when told; what it said, in order. */
function listening() {
  const said: string[] = [];
  const timers = new Set<() => void>();
  const speech = new ProgressSpeech({
    say: (text) => said.push(text),
    schedule: (callback, delayMs) => {
      expect(delayMs).toBe(speakEveryMs);
      timers.add(callback);
      return () => timers.delete(callback);
    },
  });
  const pass = (): void => {
    for (const callback of [...timers]) {
      timers.delete(callback);
      callback();
    }
  };
  return { said, speech, pass, timers };
}

describe('the words on progress', () => {
  it('come at once, then only the latest after ten seconds', () => {
    const { said, speech, pass } = listening();
    speech.heard(running(1));
    speech.heard(running(2, 500));
    speech.heard(running(3, 400));
    expect(said).toEqual(['1 of 100 runs done.']);
    pass();
    expect(said).toEqual(['1 of 100 runs done.', '3 of 100 runs done, about 7 min left.']);
  });

  it('do not repeat themselves, and come at once after a rest', () => {
    const { said, speech, pass, timers } = listening();
    speech.heard(running(1));
    pass();
    speech.heard(running(1));
    expect(said).toHaveLength(1);
    expect(timers.size).toBe(0);
    speech.heard(running(2));
    expect(said).toHaveLength(2);
  });

  it('say at once that it ended', () => {
    const { said, speech } = listening();
    speech.heard(running(99));
    speech.heard({ ...running(99), state: 'incomplete', progress: null });
    speech.heard({ ...running(100), state: 'complete', progress: null });
    expect(said.slice(1)).toEqual(['Incomplete: 99 of 100 runs done.', 'Complete: 100 runs.']);
  });

  it.each([
    [12, 'less than a minute'],
    [61, 'about 1 min'],
    [3500, 'about 58 min'],
    [3600, 'about 1 h'],
    [5460, 'about 1 h 31 min'],
  ])('round %d seconds to %s', (seconds, words) => {
    const { said, speech } = listening();
    speech.heard(running(1, seconds));
    expect(said).toEqual([`1 of 100 runs done, ${words} left.`]);
  });
});
