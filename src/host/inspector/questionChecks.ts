import type * as v from 'valibot';
import type { InspectorQuestion } from '../../protocol/inspector.ts';
import { forecastCheck, stoppingCheck } from './budgetChecks.ts';
import { leaderboardChecks } from './leaderboardChecks.ts';
import { mapChecks } from './mapChecks.ts';
import { runChecks } from './runChecks.ts';
import { secondLookCheck } from './secondLookCheck.ts';
import { strategiesCheck } from './strategiesCheck.ts';
import { timeChecks } from './timeCheck.ts';
import { placesCheck, whyCheck } from './whyCheck.ts';

/** A question that the view may ask, with what its parameters must be. */
export interface QuestionCheck {
  readonly question: InspectorQuestion<unknown, unknown>;
  readonly params: v.GenericSchema;
}

/** One line for each question, in a file of its own. */
export const questionChecks: readonly QuestionCheck[] = [
  whyCheck,
  placesCheck,
  strategiesCheck,
  ...mapChecks,
  ...timeChecks,
  forecastCheck,
  stoppingCheck,
  secondLookCheck,
  ...leaderboardChecks,
  ...runChecks,
];
