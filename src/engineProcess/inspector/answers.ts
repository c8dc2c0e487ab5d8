import { forecastAnswer } from './forecastAnswer.ts';
import type { Answering, Inspection } from './inspection.ts';
import { mapIdsAnswer, mapLabelsAnswer, mapPredictionsAnswer, mapScoresAnswer } from './mapColourAnswers.ts';
import { pcaAnswer, umapAnswer } from './mapPlaceAnswers.ts';
import { askedAnswer, historyAnswer } from './historyAnswer.ts';
import { leaderboardAnswer, roundVoteAnswer } from './leaderboardAnswer.ts';
import { placesAnswer } from './placesAnswer.ts';
import { secondLookAnswer } from './secondLookAnswer.ts';
import { stoppingAnswer } from './stoppingAnswer.ts';
import { strategiesAnswer } from './strategiesAnswer.ts';
import { whyAnswer } from './whyAnswer.ts';

/** What can be asked of a project: one line for each question, in a file of its own. */
export const answers: readonly Answering<Inspection>[] = [
  whyAnswer,
  placesAnswer,
  strategiesAnswer,
  pcaAnswer,
  umapAnswer,
  mapIdsAnswer,
  mapLabelsAnswer,
  mapPredictionsAnswer,
  mapScoresAnswer,
  historyAnswer,
  askedAnswer,
  forecastAnswer,
  stoppingAnswer,
  secondLookAnswer,
  leaderboardAnswer,
  roundVoteAnswer,
];
