import {
  changeSentence,
  gainSentence,
  nearestSentence,
  placeSentence,
  predictionSentence,
  shareSentence,
} from '../../charts/inspector/itemSentences.ts';
import { brief } from '../../charts/inspector/numberText.ts';
import { markdownText } from '../../charts/tableText.ts';
import type {
  Contributions,
  ItemExplanation,
  RoundFacts,
  StrategyComparison,
} from '../../protocol/inspect.ts';

/** Features that are named for each class. */
const NAMED = 5;
/** Characters of an item that are shown. */
const SHOWN = 120;

/** What is said of all items. */
export interface ItemContext {
  readonly classes: readonly string[];
  readonly round: Pick<RoundFacts, 'pool'>;
  readonly strategies: Pick<StrategyComparison, 'columns'>;
}

/** Why an item, in sentences. */
export function itemMarkdown(
  item: ItemExplanation,
  { classes, round, strategies }: ItemContext,
  /** What else there is to say. */
  others: readonly string[] = [],
): string {
  const titles = new Map(strategies.columns.map(({ strategy, title }) => [strategy, title]));
  const titleOf = (strategy: string): string => titles.get(strategy) ?? strategy;
  const { label, gain, changes, shares, contributions } = item;
  const sentences = [
    placesSentence(item, round.pool, titleOf),
    predictionSentence(item, classes, markdownText),
    gainSentence(gain),
    shareSentence(shares, titleOf, markdownText),
    neighbourSentence(item),
    ...contributionSentences(contributions, classes),
    changeSentence(changes, classes, markdownText),
    label === null ? '' : `By now it is labeled ${markdownText(label)}.`,
    ...others,
  ].filter((sentence) => sentence !== '');
  return [
    `### ${markdownText(item.itemId)}`,
    '',
    `> ${excerpt(item.excerpt)}`,
    '',
    ...sentences.map((sentence) => `- ${sentence}`),
  ].join('\n');
}

function placesSentence(
  { places }: ItemExplanation,
  pool: number,
  titleOf: (strategy: string) => string,
): string {
  const [own, ...others] = places;
  const title = titleOf(own?.strategy ?? '');
  const first = placeSentence(own, { pool, title, write: markdownText });
  if (own === undefined || others.length === 0) return first;
  const elsewhere = others.map(({ strategy, rank }) => `${rank} by ${markdownText(titleOf(strategy))}`);
  return `${first} Elsewhere it would have been ${elsewhere.join(', ')}.`;
}

function neighbourSentence({ neighbours }: ItemExplanation): string {
  const [first] = neighbours;
  const nearest = nearestSentence(first?.distance);
  if (first === undefined) return nearest;
  const named = neighbours.map(
    ({ itemId, label, distance, excerpt: text }) =>
      `${markdownText(itemId)} (${markdownText(label)}, ${brief(distance)}: ${excerpt(text, 60)})`,
  );
  return `${nearest} The nearest ones: ${named.join('; ')}.`;
}

function contributionSentences(found: Contributions | null, classes: readonly string[]): string[] {
  if (found === null) return [];
  const of = found.of === 'decision' ? 'decision value' : 'probability';
  const sentences = found.towards.flatMap((features, index) => {
    const pulling = features.filter(({ contribution }) => contribution > 0).slice(0, NAMED);
    if (pulling.length === 0) return [];
    const named = pulling.map(
      ({ feature, contribution }) => `${markdownText(feature)} (+${brief(contribution)})`,
    );
    return [`Towards ${markdownText(classes[index] ?? '')} pull, by ${of}: ${named.join(', ')}.`];
  });
  return found.note === '' ? sentences : [...sentences, markdownText(found.note)];
}

function excerpt(text: string, length = SHOWN): string {
  return markdownText(text.length <= length ? text : `${text.slice(0, length)}…`);
}
