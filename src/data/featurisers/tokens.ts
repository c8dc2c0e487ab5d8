/**
 * Scripts written without spaces: each character counts as a word, so that word pairs are character pairs there.
 */
const unspaced = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]`;
const wordPattern = new RegExp(
  String.raw`${unspaced}|(?:(?!${unspaced})[\p{L}\p{N}\p{M}_'’])+|\p{Extended_Pictographic}`,
  'gu',
);

/** Longer texts are cut: what they are about shows in their first 20,000 characters. */
export const longestText = 20_000;

/** Words of a text in any script, lower case and compatibility-normalised (NFKC: full-width letters, ligatures). */
export function words(text: string): readonly string[] {
  return text.slice(0, longestText).normalize('NFKC').toLowerCase().match(wordPattern) ?? [];
}

const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;

/** FNV-1a over UTF-16 code units, 32 bits; `hash` continues an earlier one. */
export function hashText(text: string, hash = offsetBasis): number {
  let value = hash;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), prime);
  return value;
}

/** Calls `visit` with a hash of each word and each pair of words that follow each other. */
export function visitWordGrams(tokens: readonly string[], visit: (hash: number) => void): void {
  let previous: number | null = null;
  for (const token of tokens) {
    const hash = hashText(token);
    visit(hash);
    if (previous !== null) visit(hashText(token, Math.imul(previous ^ 0x20, prime)));
    previous = hash;
  }
}

/** Calls `visit` with a hash of each run of 3 to 5 characters within a word, its borders (a space) included. */
export function visitCharacterGrams(tokens: readonly string[], visit: (hash: number) => void): void {
  for (const token of tokens) {
    const padded = ` ${token} `;
    for (let start = 0; start + 3 <= padded.length; start += 1) {
      let hash = offsetBasis ^ 0x5bd1e995;
      const end = Math.min(start + 5, padded.length);
      for (let at = start; at < end; at += 1) {
        hash = Math.imul(hash ^ padded.charCodeAt(at), prime);
        if (at - start >= 2) visit(hash);
      }
    }
  }
}
