import type { OracleBounds } from '../../protocol/gains.ts';
import { incompleteBeta } from '../statistics/incompleteBeta.ts';
import { invert } from '../statistics/invert.ts';
import { spread } from '../statistics/spread.ts';
import type { MeasuredProblem } from './measureGains.ts';

/** How sure each bound is. */
const CONFIDENCE = 0.9;
/** Share of the estimates for which an error is told. */
const MOST_ESTIMATES = 0.9;

/**
 * What an oracle that measured some gains and estimated the others may have missed, told from the targets that it drew
 * at random beside those it chose (`spendBudget`), over the problems that have estimated gains:
 *
 * - `missed`: the share of a problem's other targets that gain more than the best of the chosen ones.
 * - `error`: how far nine of ten estimates are off, in standard deviations of their problem's gains. Not the mean, which
 *   a few large errors decide that a sample may or may not hold.
 *
 * As many targets are drawn from each problem, so that each is a trial that succeeds with the mean share over problems.
 * Such trials together spread less than a binomial of that share (Hoeffding 1956, Ann. Math. Statist. 27): the bound of
 * Clopper and Pearson 1934 for one holds, also where nothing was found. Null where every gain was measured.
 */
export function oracleBounds(problems: readonly MeasuredProblem[]): OracleBounds | null {
  const seen = problems.flatMap((problem) => seenOf(problem) ?? []);
  const trials = seen.reduce((sum, { errors }) => sum + errors.length, 0);
  if (trials === 0) return null;
  const better = seen.reduce((sum, each) => sum + each.better, 0);
  const errors = Float64Array.from(seen.flatMap((each) => each.errors)).sort();
  return {
    ...countGains(problems),
    confidence: CONFIDENCE,
    missed: { found: better / trials, atMost: largestShare(better, trials) },
    error: {
      share: MOST_ESTIMATES,
      found: errors[Math.ceil(MOST_ESTIMATES * trials) - 1]!,
      atMost: errors[trials - 1 - mostBeyond(trials)] ?? null,
    },
  };
}

/** What the random targets of one problem say of those that were not measured. */
interface Seen {
  /** Of their estimates, absolute, in deviations of the problem's gains. */
  readonly errors: readonly number[];
  /** How many gain more than the best of the chosen ones. */
  readonly better: number;
}

function seenOf({ targets, likelihood, spent }: MeasuredProblem): Seen | null {
  if (spent === undefined || likelihood === undefined) return null;
  const { likely, uniform, estimates } = spent;
  const deviation = spread([...likelihood]).sd ?? 0;
  if (targets.length === likely.length + uniform.length || deviation < 1e-12) return null;
  const best = likely.reduce((most, place) => Math.max(most, likelihood[place]!), -Infinity);
  return {
    errors: Array.from(uniform, (place) => Math.abs(likelihood[place]! - estimates[place]!) / deviation),
    better: uniform.filter((place) => likelihood[place]! > best).length,
  };
}

function countGains(problems: readonly MeasuredProblem[]): { measured: number; targets: number } {
  let measured = 0;
  let targets = 0;
  for (const { score } of problems) {
    targets += score.length;
    measured += score.filter((gain) => !Number.isNaN(gain)).length;
  }
  return { measured, targets };
}

/** The largest share with which so few successes have a probability of 1 - confidence (Clopper and Pearson 1934). */
const largestShare = (successes: number, trials: number): number =>
  successes === trials
    ? 1
    : invert((share) => incompleteBeta(share, successes + 1, trials - successes), CONFIDENCE, [0, 1]);

/** How many errors may lie beyond a bound that nine of ten estimates keep to; -1 where the errors are too few for one. */
function mostBeyond(trials: number): number {
  let beyond = -1;
  while (beyond + 1 < trials && largestShare(beyond + 1, trials) <= 1 - MOST_ESTIMATES) beyond++;
  return beyond;
}
