import type { ItemExplanation, StrategyPlace } from '../../protocol/inspect.ts';
import { brief, counted, percent } from './numberText.ts';

/** How names of classes and strategies are written: as they are, or escaped for what holds the sentence. */
export type Write = (name: string) => string;

const asItIs: Write = (name) => name;

/** The place of an item in the round's own ranking. */
export function placeSentence(
  own: StrategyPlace | undefined,
  { pool, title, write = asItIs }: { readonly pool: number; readonly title: string; readonly write?: Write },
): string {
  if (own === undefined) return 'The round did not rank it: it was labeled or skipped before.';
  const score = own.score === null ? 'without a score' : `with a score of ${brief(own.score)}`;
  return `${write(title)} ranked it ${own.rank.toLocaleString('en')} of ${counted(pool, 'item')}, ${score}.`;
}

export interface Prediction {
  /** Name of the predicted class; null while there was no model. */
  readonly predicted: string | null;
  readonly probabilities: readonly number[] | null;
  readonly entropy: number | null;
  readonly margin: number | null;
}

/** What the model thought of the item, and how sure it was. */
export function predictionSentence(
  { predicted, probabilities, entropy, margin }: Prediction,
  classes: readonly string[],
  write: Write = asItIs,
): string {
  if (predicted === null) return 'There was no model yet to predict its class.';
  if (probabilities === null) {
    return `The model predicts ${write(predicted)}; it gives no probabilities.`;
  }
  const each = probabilities.map((p, index) => `${write(classes[index] ?? '')} ${percent(p)}`);
  return (
    `The model predicts ${write(predicted)}: ${each.join(', ')}. The two most likely classes are ` +
    `${brief(margin)} apart (0 is undecided, 1 is sure); entropy ${brief(entropy)} of at most ` +
    `${brief(Math.log(classes.length))} nats.`
  );
}

/** Empty where no gain was predicted. */
export const gainSentence = (gain: ItemExplanation['gain']): string =>
  gain === null
    ? ''
    : `Its label was predicted to gain ${brief(gain.mean)} of the score, give or take ${brief(gain.deviation)}.`;

/** `distance`: of the nearest labeled item; undefined where there was none. */
export const nearestSentence = (distance: number | undefined): string =>
  distance === undefined
    ? 'There was no labeled item to compare it with.'
    : `The nearest labeled item is ${brief(distance)} away.`;

/** Empty where nothing was tried. */
export function changeSentence(
  changes: ItemExplanation['changes'],
  classes: readonly string[],
  write: Write = asItIs,
): string {
  if (changes === null) return '';
  const each = changes.changed.map(
    (count, index) => `${count.toLocaleString('en')} if ${write(classes[index] ?? '')}`,
  );
  const seen = changes.of.toLocaleString('en');
  const sample = changes.of < changes.pool ? `a random sample of ${seen} from ` : '';
  return (
    `Labeling it would change predictions: ${each.join(', ')}, of ${sample}` +
    `${counted(changes.pool, 'other item')} of the pool.`
  );
}

/** How much each of the strategies that a mixing one puts together had to do with the item; empty for others. */
export function shareSentence(
  shares: ItemExplanation['shares'],
  titleOf: (strategy: string) => string,
  write: Write = asItIs,
): string {
  if (shares.length === 0) return '';
  const each = shares.map(({ strategy, share }) => `${write(titleOf(strategy))} ${percent(share)}`);
  return `Of the strategies that it mixes, these chose the item: ${each.join(', ')}.`;
}
