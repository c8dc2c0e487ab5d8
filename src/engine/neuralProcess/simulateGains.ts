import type { Rng } from '../numeric/rng.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';
import { measureGains } from './measureGains.ts';
import type { GainTask, MeasuredProblem, PricedProblem } from './measureGains.ts';
import { drawProblems } from './simulateProblems.ts';
import type { SimulatedProblem } from './simulateProblems.ts';

/** Which targets are measured where not all are. */
export type TargetChoice = 'random' | 'likely';

export interface SimulationSettings {
  readonly simulations: number;
  /** Targets of a problem whose gain is measured; 0 = all. */
  readonly mostTargets: number;
  readonly targetChoice: TargetChoice;
  /** Share of the problems that are kept out of training, to see how well it predicts; measured in full. 0 = none. */
  readonly checked: number;
  readonly withLikelihood: boolean;
  /** Told now and then which share of the problems is measured. */
  readonly onMeasured?: ((fraction: number) => void) | undefined;
}

export interface SimulatedGains {
  readonly problems: readonly MeasuredProblem[];
  /** Numbers of those that are kept out of training. */
  readonly checked: ReadonlySet<number>;
}

/** Share of a budget that is spent on targets drawn at random. */
const UNIFORM_SHARE = 0.3;

/**
 * Problems cut out of the labels, `simulations` over all folds, with the gains that the oracle gives on each fold's
 * reward rows. Where not all targets of a problem are measured:
 *
 * - `random`: a random m of them are its targets. That leaves the problem's mean loss unbiased, with a standard error of
 *   the targets' deviation / sqrt(m).
 * - `likely`: all stay its targets. Those that are likely to gain or to lose much are measured (`spendBudget`), and with
 *   them a random share of the others; what the rest gains in log-likelihood is estimated to first order. No target
 *   weighs more than another in the loss, since none is left out; the random share tells how far the estimates are off
 *   (`oracleBounds`).
 */
export function simulateGains(task: GainTask, settings: SimulationSettings, rng: Rng): SimulatedGains {
  const drawn = drawFromFolds(task, settings.simulations, rng.fork('problems'));
  const checked = checkedProblems(
    drawn.map(({ problem }) => problem),
    settings.checked,
    rng.fork('check'),
  );
  const priced = drawn.map((each, index) => ({
    ...each,
    problem: checked.has(index) ? each.problem : price(each, settings),
  }));
  let before = 0;
  const problems = task.folds.flatMap((fold, number) => {
    const own = priced.flatMap((each) => (each.fold === number ? [each.problem] : []));
    if (own.length === 0) return [];
    const onSolved = (done: number): void => settings.onMeasured?.((before + done) / drawn.length);
    const measured = measureGains({ ...task, onSolved }, fold, own, settings.withLikelihood);
    before += own.length;
    return measured;
  });
  return { problems, checked };
}

interface DrawnProblem {
  readonly fold: number;
  readonly problem: SimulatedProblem;
  /** Draws its targets. */
  readonly rng: Rng;
}

function drawFromFolds({ labeled, folds }: GainTask, simulations: number, rng: Rng): readonly DrawnProblem[] {
  return folds.flatMap(({ open }, fold) => {
    const share = Math.ceil((simulations - fold) / folds.length);
    if (share <= 0) return [];
    const draws = folds.length === 1 ? rng : rng.fork(`fold ${fold}`);
    const labels = open.map((place) => labeled.labels[place]!);
    const places = (those: Int32Array): Int32Array => those.map((place) => open[place]!);
    return drawProblems(labels, share, draws).map(({ context, targets }, index) => ({
      fold,
      problem: { context: places(context), targets: places(targets) },
      rng: draws.fork(`targets ${index}`),
    }));
  });
}

/** Of the problems with at least half of the largest context, since the real one is larger still. */
function checkedProblems(
  problems: readonly SimulatedProblem[],
  share: number,
  rng: Rng,
): ReadonlySet<number> {
  const largest = problems.reduce((size, { context }) => Math.max(size, context.length), 0);
  const eligible = [...problems.keys()].filter((index) => 2 * problems[index]!.context.length >= largest);
  const count = Math.min(Math.round(share * problems.length), eligible.length >> 1);
  return new Set(Array.from(shuffledIndices(eligible.length, rng).subarray(0, count), (at) => eligible[at]!));
}

function price(
  { problem, rng }: DrawnProblem,
  { mostTargets, targetChoice }: SimulationSettings,
): PricedProblem {
  const { targets } = problem;
  if (mostTargets === 0 || targets.length <= mostTargets) return problem;
  const order = shuffledIndices(targets.length, rng);
  if (targetChoice === 'random') {
    return { ...problem, targets: order.subarray(0, mostTargets).map((index) => targets[index]!) };
  }
  const uniform = Math.max(1, Math.round(UNIFORM_SHARE * mostTargets));
  return { ...problem, budget: { likely: Math.max(1, mostTargets - uniform), uniform, order } };
}
