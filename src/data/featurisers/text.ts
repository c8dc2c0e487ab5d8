import type { Features, Featuriser, FeaturiseRequest } from './featuriser.ts';
import { buckets, GramWeights } from './gramWeights.ts';
import { cellOf, forEachItem, parseContent } from './passes.ts';
import { sharedFloats } from './sharedFloats.ts';
import { SparseProjection } from './sparseProjection.ts';
import { longestText, visitCharacterGrams, visitWordGrams, words } from './tokens.ts';

const columns = 256;

/**
 * Hashed words and word pairs, and runs of 3 to 5 characters, weighted by TF-IDF, projected to 256 columns; rows have
 * length 1. The two kinds of grams weigh the same, else the many character runs would drown the words. Two passes; what
 * is kept besides the matrix is 6 MiB.
 */
export const textFeaturiser: Featuriser = { kind: 'text', version: 1, featurise: featuriseText };

async function featuriseText(request: FeaturiseRequest): Promise<Features> {
  const { spec, rowCount } = request;
  let empty = 0;
  let cut = 0;
  const encoder = await createTextEncoder(request, [0, 0.4]);
  const data = sharedFloats(rowCount * columns);
  await forEachItem(
    request,
    { message: 'Turning texts into numbers', share: [0.4, 1] },
    ({ row, content }) => {
      const text = textOf(content, spec.textColumn);
      const tokens = words(text);
      encoder.encode(tokens, data, row * columns);
      if (tokens.length === 0) empty += 1;
      if (text.length > longestText) cut += 1;
    },
  );
  return { matrix: { rows: rowCount, columns, data }, notes: describe(empty, cut) };
}

/** Turns words into features, weighted by how many of a project's texts hold them. */
export interface TextEncoder {
  readonly columns: number;
  /** Adds to `data`, which is 0 there, from `start`. */
  readonly encode: (tokens: readonly string[], data: Float32Array, start: number) => void;
}

/** One pass over the items, which is `share` of the whole work: from, to. */
export async function createTextEncoder(
  request: FeaturiseRequest,
  share: readonly [number, number],
): Promise<TextEncoder> {
  const wordWeights = new GramWeights();
  const characterWeights = new GramWeights();
  const count = (tokens: readonly string[]): void => {
    visitWordGrams(tokens, wordWeights.count);
    visitCharacterGrams(tokens, characterWeights.count);
  };
  await forEachItem(request, { message: 'Counting words', share }, ({ content }) => {
    count(words(textOf(content, request.spec.textColumn)));
    wordWeights.endText();
    characterWeights.endText();
  });
  const projection = new SparseProjection(columns, request.seed);
  return {
    columns,
    encode: (tokens, data, start) => {
      count(tokens);
      wordWeights.emit((bucket, weight) => projection.add(bucket, weight, data, start));
      characterWeights.emit((bucket, weight) => projection.add(buckets + bucket, weight, data, start));
      scaleToLengthOne(data, start);
    },
  };
}

/** The text column; without one, all the values. */
export function textOf(content: string, column: string | null): string {
  const parsed = parseContent(content);
  if (column !== null) return cellOf(parsed, column);
  return Object.keys(parsed)
    .map((name) => cellOf(parsed, name))
    .join('\n');
}

function describe(empty: number, cut: number): string[] {
  const notes = [
    'Texts were turned into hashed words, word pairs and runs of 3 to 5 characters (TF-IDF), projected to 256 columns.',
  ];
  if (empty > 0)
    notes.push(`${empty} ${empty === 1 ? 'text holds' : 'texts hold'} no words: all their features are 0.`);
  if (cut > 0) {
    const limit = longestText.toLocaleString('en');
    notes.push(
      `Of ${cut} long ${cut === 1 ? 'text' : 'texts'} only the first ${limit} characters were used.`,
    );
  }
  return notes;
}

function scaleToLengthOne(data: Float32Array, start: number): void {
  let squares = 0;
  for (let at = start; at < start + columns; at += 1) squares += data[at]! ** 2;
  if (squares === 0) return;
  const scale = 1 / Math.sqrt(squares);
  for (let at = start; at < start + columns; at += 1) data[at]! *= scale;
}
