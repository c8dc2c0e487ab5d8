import type { GainReport } from '../../../src/protocol/gainView.ts';
import type { AskedAnswer, HistoryAnswer } from '../../../src/protocol/inspectorTime.ts';
import { gainSnapshot } from './gainSnapshot.ts';

/** The tab "Over time" of the harness: 3 of 10 items of a round are drawn at random, one is skipped. */
export const historyAnswer = (last: number): HistoryAnswer => ({
  predictsGains: true,
  accuracy: { right: 26, total: 36, low: 0.56, high: 0.842 },
  rounds: Array.from({ length: last }, (_, index) => ({
    round: index + 1,
    startedAt: new Date(Date.UTC(2026, 2, 4, 9, 10 * index)).toISOString(),
    strategy: index < 4 ? 'margin' : 'entropy',
    model: 'logisticRegression',
    labels: [3 * index, 4 * index, 2 * index],
    asked: index + 1 === last ? {} : index === 0 ? { coldStart: 7, random: 3 } : { strategy: 7, random: 3 },
    secondsPerLabel: index + 1 === last ? null : 6.2 - 0.3 * index + (index % 3),
    accuracy: index < 2 ? null : { right: index % 4, total: 3, low: 0.1, high: 0.9 },
    recent:
      index < 2
        ? null
        : {
            right: 2 * index,
            total: 3 * index,
            low: 0.66 - 0.4 / Math.sqrt(index),
            high: 0.66 + 0.3 / Math.sqrt(index),
          },
  })),
});

export const askedAnswer = (round: number): AskedAnswer => ({
  asked:
    round === 12
      ? []
      : Array.from({ length: 10 }, (_, index) => ({
          row: 10 * round + index,
          stream: index % 3 === 2 ? 'random' : 'strategy',
          strategy: 'margin',
          rank: index % 3 === 2 ? 40 + 17 * index : index + 1,
          label: index === 4 ? null : ['spam', 'ham', 'newsletter'][index % 3]!,
          labelNow: index === 4 ? null : ['spam', 'ham', 'newsletter'][index === 1 ? 0 : index % 3]!,
          seconds: 2.5 + 0.75 * index,
          gain: index < 3 ? { mean: 0.01 - 0.004 * index, deviation: 0.003 } : null,
        })),
});

export const gainsAnswer = (): GainReport => gainSnapshot().report;
