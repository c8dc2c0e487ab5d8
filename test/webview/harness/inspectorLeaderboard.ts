import type { LeaderboardAnswer, RoundVoteAnswer } from '../../../src/protocol/inspectorLeaderboard.ts';

/** The tab "Leaderboard" of the harness. */
export interface BoardOptions {
  /** Labels of the random stream; 51 by itself. */
  readonly random?: number;
  readonly isWorse?: boolean;
  /** No round asked other strategies. */
  readonly alone?: boolean;
}

const candidates = ['margin', 'entropy', 'kCenterGreedy'];

export const leaderboardAnswer = ({
  random = 64,
  isWorse = false,
  alone = false,
}: BoardOptions): LeaderboardAnswer => ({
  score: 'accuracy',
  randomLabels: random,
  randomNeeded: 51,
  random: random < 51 ? null : { labels: random, gain: { mean: 0.0011, low: 0.0002, high: 0.002 } },
  standings:
    random < 51
      ? []
      : [
          {
            ...{ strategy: 'entropy', labels: 40, credit: 31.4, asCandidate: 11.4 },
            gain: { mean: 0.0024, low: 0.0009, high: 0.0039 },
            regret: { mean: -0.0013, low: -0.003, high: 0.0004 },
            weight: alone ? null : 0.55,
          },
          {
            ...{ strategy: 'margin', labels: 62, credit: 53.6, asCandidate: alone ? 0 : 3.6 },
            gain: { mean: isWorse ? -0.0031 : 0.0008, low: isWorse ? -0.0052 : -0.0004, high: 0.002 },
            regret: { mean: isWorse ? 0.0042 : 0.0003, low: isWorse ? 0.0019 : -0.0012, high: 0.0065 },
            weight: alone ? 1 : 0.3,
          },
          {
            ...{ strategy: 'kCenterGreedy', labels: 9, credit: 2, asCandidate: 2 },
            gain: { mean: 0, low: null, high: null },
            regret: { mean: 0.0011, low: null, high: null },
            weight: alone ? null : 0.15,
          },
        ],
  level: 0.95,
  guard: random < 51 ? null : { look: 2, labels: 50, p: isWorse ? 0.0004 : 0.41, level: 0.0083, isWorse },
  nextLook: 100,
  measured: random < 51 ? 0 : 126,
  labels: 126,
  weights: alone
    ? []
    : Array.from({ length: 6 }, (_, index) => ({
        round: 7 + index,
        strategy: 'autoAl',
        candidates,
        weights: [0.33 - 0.006 * index, 0.34 + 0.042 * index, 0.33 - 0.036 * index],
      })),
});

export const roundVoteAnswer = (round: number, { alone = false }: BoardOptions): RoundVoteAnswer =>
  alone || round < 7
    ? { vote: null, items: [] }
    : {
        vote: {
          candidates,
          weights: [0.3, 0.55, 0.15],
          merged: [],
          correlations: [
            [1, 0.93, -0.1],
            [0.93, 1, null],
            [-0.1, null, 1],
          ],
          overlaps: [
            [1, 0.7, 0.1],
            [0.7, 1, 0],
            [0.1, 0, 1],
          ],
          uniformOverlap: 0.8,
          note: 'Learned from 120 labels.',
        },
        items: Array.from({ length: 10 }, (_, index) => ({
          row: 10 * round + index,
          rank: index + 1,
          contributions: [0.28 - 0.02 * index, 0.5 - 0.03 * index, index % 3 === 0 ? -0.06 : 0.1],
        })),
      };
