import { markdownText } from '../../charts/tableText.ts';
import type { Contributions, InspectReport, ItemExplanation } from '../../protocol/inspect.ts';
import { brief, counted, percent } from './markdownTable.ts';

/** Features that are named for each class. */
const NAMED = 5;
/** Characters of an item that are shown. */
const SHOWN = 120;

/** Why an item, in sentences. */
export function itemMarkdown(
  item: ItemExplanation,
  { classes, round, strategies }: Pick<InspectReport, 'classes' | 'round' | 'strategies'>,
): string {
  const titles = new Map(strategies.columns.map(({ strategy, title }) => [strategy, title]));
  const sentences = [
    placeSentence(item, { pool: round.pool, titles }),
    predictionSentence(item, classes),
    gainSentence(item),
    neighbourSentence(item),
    ...contributionSentences(item.contributions, classes),
    changeSentence(item, classes),
    item.label === null ? '' : `By now it is labeled ${markdownText(item.label)}.`,
  ].filter((sentence) => sentence !== '');
  return [
    `### ${markdownText(item.itemId)}`,
    '',
    `> ${excerpt(item.excerpt)}`,
    '',
    ...sentences.map((sentence) => `- ${sentence}`),
  ].join('\n');
}

function placeSentence(
  { places }: ItemExplanation,
  { pool, titles }: { readonly pool: number; readonly titles: ReadonlyMap<string, string> },
): string {
  const [own, ...others] = places;
  if (own === undefined) return 'The round did not rank it: it was labeled or skipped before.';
  const title = (id: string): string => markdownText(titles.get(id) ?? id);
  const score = own.score === null ? 'without a score' : `with a score of ${brief(own.score)}`;
  const first = `${title(own.strategy)} ranked it ${own.rank} of ${counted(pool, 'item')}, ${score}.`;
  if (others.length === 0) return first;
  return `${first} Elsewhere it would have been ${others.map(({ strategy, rank }) => `${rank} by ${title(strategy)}`).join(', ')}.`;
}

function predictionSentence(item: ItemExplanation, classes: readonly string[]): string {
  const { predicted, probabilities, entropy, margin } = item;
  if (predicted === null) return 'There was no model yet to predict its class.';
  if (probabilities === null) {
    return `The model predicts ${markdownText(predicted)}; it gives no probabilities.`;
  }
  const each = probabilities.map((p, index) => `${markdownText(classes[index] ?? '')} ${percent(p)}`);
  return (
    `The model predicts ${markdownText(predicted)}: ${each.join(', ')}. The two most likely classes are ` +
    `${brief(margin)} apart (0 is undecided, 1 is sure); entropy ${brief(entropy)} of at most ` +
    `${brief(Math.log(classes.length))} nats.`
  );
}

function gainSentence({ gain }: ItemExplanation): string {
  if (gain === null) return '';
  return `Its label was predicted to gain ${brief(gain.mean)} of the score, give or take ${brief(gain.deviation)}.`;
}

function neighbourSentence({ neighbours }: ItemExplanation): string {
  const [first] = neighbours;
  if (first === undefined) return 'There was no labeled item to compare it with.';
  const named = neighbours.map(
    ({ itemId, label, distance, excerpt: text }) =>
      `${markdownText(itemId)} (${markdownText(label)}, ${brief(distance)}: ${excerpt(text, 60)})`,
  );
  return `The nearest labeled item is ${brief(first.distance)} away. The nearest ones: ${named.join('; ')}.`;
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

function changeSentence({ changes }: ItemExplanation, classes: readonly string[]): string {
  if (changes === null) return '';
  const each = changes.changed.map((count, index) => `${count} if ${markdownText(classes[index] ?? '')}`);
  const seen = changes.of.toLocaleString('en');
  const sample = changes.of < changes.pool ? `a random sample of ${seen} from ` : '';
  return (
    `Labeling it would change predictions: ${each.join(', ')}, of ${sample}` +
    `${counted(changes.pool, 'other item')} of the pool.`
  );
}

function excerpt(text: string, length = SHOWN): string {
  return markdownText(text.length <= length ? text : `${text.slice(0, length)}…`);
}
