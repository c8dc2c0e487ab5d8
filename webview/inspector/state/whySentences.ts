import {
  changeSentence,
  gainSentence,
  nearestSentence,
  placeSentence,
  predictionSentence,
  shareSentence,
} from '../../../src/charts/inspector/itemSentences.ts';
import type { WhyAnswer } from '../../../src/protocol/inspectorWhy.ts';
import { strings } from '../strings/why.ts';

export interface SentenceOptions {
  readonly classes: readonly string[];
  readonly titleOf: (strategy: string) => string;
  /** Nothing that may lead the annotator. */
  readonly blind: boolean;
}

/** Why the item has its place, in plain sentences with numbers. */
export function whySentences(
  { explanation, slot, round }: WhyAnswer,
  { classes, titleOf, blind }: SentenceOptions,
): readonly string[] {
  const { places, predicted, neighbours, gain, shares, changes, ...rest } = explanation;
  const place = placeSentence(places[0], { pool: round.pool, title: round.strategy.title });
  const drawn = slot === null ? '' : strings.slot(slot);
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
