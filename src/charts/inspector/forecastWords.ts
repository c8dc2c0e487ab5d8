import type {
  ForecastAnswer,
  ForecastRefusal,
  ForecastWarning,
  LabelPace,
  TargetReach,
} from '../../protocol/forecast.ts';
import { counted } from './numberText.ts';

/** What is asked for: a score, or a gain over today's, as a share of 1. */
export interface ForecastTarget {
  readonly kind: 'gain' | 'score';
  readonly value: number;
}

/** Names that an answer has only as indices or ids. */
export interface ForecastNames {
  /** What the score is called, such as `accuracy`. */
  readonly score: string;
  /** Title of the strategy that goes on ranking. */
  readonly strategy: string;
}

/** `0.5` as `50 %`, at most one decimal. */
export const shareText = (share: number): string => `${Math.round(1000 * share) / 10} %`;

export const pointsText = (gain: number): string => {
  const points = Math.round(1000 * gain) / 10;
  return `${points} ${points === 1 ? 'point' : 'points'}`;
};

/** What a target takes; null where no forecast ever gets there, so that it is not in the list. */
export function reachOf(answer: ForecastAnswer, { kind, value }: ForecastTarget): TargetReach | null {
  const targets = kind === 'gain' ? answer.gains : answer.scores;
  const found = targets.find(({ target }) => Math.abs(target - value) < 1e-6);
  if (found !== undefined) return found;
  const [first] = targets;
  // Below the list nearly everything is reached already.
  return first !== undefined && value < first.target
    ? {
        ...{ target: value, labels: 0, low: 0, high: 0, already: 1, ever: 1 },
        ...{ seconds: 0, secondsLow: 0, secondsHigh: 0 },
      }
    : null;
}

/** What the labels say of today. */
export function todaySentence(answer: ForecastAnswer, score: string): string {
  const { labels, today, level } = answer;
  return (
    `With ${counted(labels, 'label')} the ${score} over all items is about ` +
    `${shareText(today.value)} (${shareText(level)} interval ${shareText(today.low)} to ${shareText(today.high)}).`
  );
}

/** What the target takes, in sentences: labels, how sure that is, time. */
export function targetSentences(
  answer: ForecastAnswer,
  target: ForecastTarget,
  score: string,
): readonly string[] {
  const goal =
    target.kind === 'gain'
      ? `To gain ${pointsText(target.value)} of ${score}`
      : `For ${score} of ${shareText(target.value)}`;
  const reach = reachOf(answer, target);
  const within = horizonText(answer);
  if (reach === null)
    return [`${goal} no number of labels is known: none of the forecasts gets there ${within}.`];
  const interval = `${shareText(answer.level)} interval`;
  const told = neededText(reach, { goal, within, interval });
  if (reach.high === 0) return [told];
  return [
    told,
    `Of 100 forecasts ${arrivals(Math.round(100 * reach.ever))} there ${within}.`,
    ...timeSentences(reach, answer.pace),
  ];
}

const arrivals = (count: number): string =>
  count === 0 ? 'not one gets' : count === 1 ? 'one gets' : `${count} get`;

const horizonText = ({ horizon, items, labels }: ForecastAnswer): string =>
  horizon === items
    ? `with all ${counted(items, 'item')} labeled`
    : `with ${counted(horizon, 'label')}, ${Math.round(horizon / labels)} times what there are`;

function neededText(
  { labels, low, high }: TargetReach,
  { goal, within, interval }: { readonly goal: string; readonly within: string; readonly interval: string },
): string {
  if (high === 0) return `${goal} nothing more is needed: it is reached already.`;
  if (low === null)
    return `${goal} labels will most likely not do: hardly any forecast gets there ${within}.`;
  if (low === 0 && high === null) {
    return `${goal}, these labels do not tell what it takes: it may be reached with the next batch, or not even ${within}.`;
  }
  if (high === null) {
    const half = labels === null ? '' : ` Half of the forecasts are there after ${more(labels)}.`;
    return `${goal} it takes at least ${more(low)}, and perhaps more than there is (${interval}: ${amount(low)} or more).${half}`;
  }
  if (low === 0) {
    return `${goal} it takes at most ${more(high)}, perhaps only the next batch (${interval}: 0 to ${amount(high)}).`;
  }
  return `${goal} it takes about ${more(labels ?? high)} (${interval}: ${amount(low)} to ${amount(high)}).`;
}

const amount = (count: number): string => count.toLocaleString('en');
const more = (count: number): string => counted(count, 'more label');

/** Hours at the desk, and days at the pace of late. */
function timeSentences(reach: TargetReach, pace: LabelPace | null): readonly string[] {
  if (pace === null) return ['Too few labels were timed to tell how long that takes.'];
  const each = `At ${Math.round(10 * pace.secondsPerLabel) / 10} seconds a label`;
  const desk = rangeText(reach.seconds, reach.secondsLow, reach.secondsHigh, timeText);
  const { labelsPerDay } = pace;
  if (desk === null) return [];
  const work = `${each} that is ${desk} of work.`;
  if (labelsPerDay === null) return [work];
  const daysOf = (labels: number | null): number | null => (labels === null ? null : labels / labelsPerDay);
  const days = rangeText(daysOf(reach.labels), daysOf(reach.low), daysOf(reach.high), dayText);
  return [work, `At your pace of late, ${Math.round(10 * labelsPerDay) / 10} labels a day, that is ${days}.`];
}

/** `about 2 hours (40 minutes to 9 hours)`, `at least 40 minutes`, `at most 9 hours`; null for nothing to say. */
function rangeText(
  middle: number | null,
  low: number | null,
  high: number | null,
  text: (value: number) => string,
): string | null {
  if (low === null || (low === 0 && high === null)) return null;
  if (high === null) return `at least ${text(low)}`;
  if (low === 0) return `at most ${text(high)}`;
  return `about ${text(middle ?? high)} (${text(low)} to ${text(high)})`;
}

/** Seconds in the unit in which they are easily read. */
export function timeText(seconds: number): string {
  if (seconds < 90) return counted(Math.max(1, Math.round(seconds)), 'second');
  if (seconds < 90 * 60) return counted(Math.round(seconds / 60), 'minute');
  const hours = seconds / 3600;
  return counted(hours < 10 ? Math.round(10 * hours) / 10 : Math.round(hours), 'hour');
}

const dayText = (days: number): string =>
  days < 1 ? '1 day' : counted(days < 10 ? Math.round(10 * days) / 10 : Math.round(days), 'day');

/** What makes an interval less honest than it says, in sentences. */
export const warningText = (warning: ForecastWarning, { strategy }: ForecastNames): string =>
  ({
    rareClass:
      'One of the classes is rare. In simulations most intervals held nonetheless; but where such a class can be told apart without a mistake, targets were often reached sooner than they say.',
    littleLearned:
      'The model does hardly better than to always name the most frequent class. How it goes on from there can hardly be told: in simulations such intervals held, but most of them said nothing.',
    otherStrategy: `The project’s strategy takes too long to be tried out hundreds of times; ${strategy} stands in for it.`,
    otherModel:
      'A neural network takes too long to be trained hundreds of times; logistic regression stands in for it where the pool is labeled anew. What is measured up to the present is the network’s own. How often the intervals hold was not tested for networks.',
    otherScore: 'How often the intervals hold was tested for accuracy only, not for this score.',
  })[warning];

/** Why there is no forecast, and what is missing. */
export function refusalText({ reason, have, needed }: ForecastRefusal): string {
  switch (reason) {
    case 'randomLabels':
      return (
        `A forecast needs ${needed} labels of items that were drawn at random: only they show all items as they are. ` +
        `This round knew ${have}, so ${needed - have} are missing. They come while you label: "randomShare" in the ` +
        'project file says how many.'
      );
    case 'oneClass':
      return 'All labels of this round are of one class: there is no learning curve before there are two.';
    case 'allLabeled':
      return 'Every item is labeled or skipped: there is nothing left to forecast.';
  }
}

/** How it was found, in sentences. */
export function forecastNotes(answer: ForecastAnswer, names: ForecastNames): readonly string[] {
  const { randomLabels, labels, effectiveSampleSize, pace, ceiling, level } = answer;
  const pauses = pace === null || pace.pauses === 0 ? '' : ` ${counted(pace.pauses, 'pause')} left out.`;
  return [
    `${counted(randomLabels, 'label')} of ${amount(labels)} came at random. Weighted by their selection probabilities ` +
      `all labels say as much about the items as ${amount(Math.round(effectiveSampleSize))} drawn at random would.`,
    'What is measured was predicted by models that had not learned from it. What is forecast comes from replays: the ' +
      `pool is labeled anew by ${names.strategy} many times, in classes drawn from what the labels say of each item.`,
    `With ever more labels like these the ${names.score} ends at about ${shareText(ceiling.value)} ` +
      `(${shareText(level)} interval ${shareText(ceiling.low)} to ${shareText(ceiling.high)}).`,
    ...(pace === null
      ? []
      : [
          `The time of a label is the mean of ${counted(pace.timed, 'label')} set one after the other.${pauses}`,
        ]),
  ];
}
