import type { Rng } from '../numeric/rng.ts';
import { sharedPhrases, tickets } from './ticketPhrases.ts';

export const ticketClasses: readonly string[] = tickets.map((ticket) => ticket.name);

/** Share of tickets that also say something typical of another class, and of those that say nothing clear at all. */
const ASIDE_SHARE = 0.45;
const VAGUE_SHARE = 0.06;

/**
 * A short support ticket of class `classIndex`, put together from phrases. Nearly half mention another class's subject
 * in passing and some never come to the point, so that a classifier has something to learn and cannot be perfect.
 * Throws RangeError for an unknown class.
 */
export function generateText(classIndex: number, rng: Rng): string {
  const ticket = tickets[classIndex];
  if (ticket === undefined)
    throw new RangeError(`There are ${tickets.length} ticket classes; ${classIndex} is none.`);
  const other = tickets[(classIndex + 1 + rng.integer(tickets.length - 1)) % tickets.length]!;
  const isVague = rng.uniform() < VAGUE_SHARE;
  const body = [pick(isVague ? ticket.aside : ticket.core, rng)];
  if (!isVague && rng.uniform() < 0.35) body.push(pick(without(ticket.core, body), rng));
  if (rng.uniform() < ASIDE_SHARE) body.splice(rng.integer(body.length + 1), 0, pick(other.aside, rng));
  const chosen = new Map<string, string>();
  const sentences = ['{opening}', '{context}', ...body, '{closing}'];
  return sentences
    .map((sentence) => expand(sentence, chosen, rng))
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** Fills in the placeholders; `chosen` keeps what each of them stands for in this ticket. */
function expand(phrase: string, chosen: Map<string, string>, rng: Rng): string {
  return phrase.replace(/\{(\w+)\}/g, (_, name: string) => {
    const known = chosen.get(name);
    if (known !== undefined) return known;
    const text = expand(pick(sharedPhrases[name]!, rng), chosen, rng);
    chosen.set(name, text);
    return text;
  });
}

function without(phrases: readonly string[], taken: readonly string[]): readonly string[] {
  return phrases.filter((phrase) => !taken.includes(phrase));
}

function pick(phrases: readonly string[], rng: Rng): string {
  return phrases[rng.integer(phrases.length)]!;
}
