import {
  changeSentence,
  gainSentence,
  nearestSentence,
  placeSentence,
  predictionSentence,
  shareSentence,
} from '../../../src/charts/inspector/itemSentences.ts';
import type { WhyAnswer } from '../../../src/protocol/inspectorWhy.ts';
import { strings as runStrings } from '../strings/run.ts';
import { strings } from '../strings/why.ts';

export interface SentenceOptions {
  readonly classes: readonly string[];
  readonly titleOf: (strategy: string) => string;
  /** Nothing that may lead the annotator. */
  readonly blind: boolean;
}

/** Why the item has its place, in plain sentences with numbers. */
export function whySentences(
  { explanation, slot, picked, round }: WhyAnswer,
  { classes, titleOf, blind }: SentenceOptions,
): readonly string[] {
  const { places, predicted, neighbours, gain, shares, changes, ...rest } = explanation;
  const isStep = 'step' in round;
  const place =
    isStep && places[0] === undefined
      ? runStrings.notInPool
      : placeSentence(places[0], { pool: round.pool, title: round.strategy.title });
  const drawn = isStep ? pickedSentence(picked, places[0] !== undefined, round) : drawnSentence(slot);
  const name = predicted === null ? null : (classes[predicted] ?? '');
  const sentences = blind
    ? [place, drawn]
    : [
        place,
        drawn,
        predictionSentence({ ...rest, predicted: name }, classes),
        nearestSentence(neighbours[0]?.distance),
        changeSentence(changes, classes),
        gainSentence(gain),
        shareSentence(shares, titleOf),
      ];
  return sentences.filter((sentence) => sentence !== '');
}

const drawnSentence = (slot: WhyAnswer['slot']): string => (slot === null ? '' : strings.slot(slot));

/** Of a row that was not in the pool, its place has said so. */
function pickedSentence(
  picked: WhyAnswer['picked'],
  isRanked: boolean,
  { batchSize }: Pick<WhyAnswer['round'], 'batchSize'>,
): string {
  if (picked !== null) return runStrings.picked(picked, batchSize);
  return isRanked ? runStrings.notPicked : '';
}
