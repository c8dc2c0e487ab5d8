import * as v from 'valibot';
import { leaderboardQuestion, roundVoteQuestion } from '../../protocol/inspectorLeaderboard.ts';
import type { LeaderboardParams } from '../../protocol/inspectorLeaderboard.ts';
import { noParams } from '../labelingMessages.ts';

export const leaderboardChecks = [
  {
    question: leaderboardQuestion,
    params: v.strictObject({
      chosen: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
      guardLevel: v.pipe(v.number(), v.minValue(0), v.maxValue(0.5)),
    }) satisfies v.GenericSchema<unknown, LeaderboardParams>,
  },
  { question: roundVoteQuestion, params: noParams },
];
