/** Sixteen digits in a row may be more than a double holds: then the digits are taken from the source. */
const manyDigits = /\d{16}/;

/**
 * The members of a JSON object (already known to be valid) with their values as text: strings as they are, null as the
 * empty string, numbers as they stand in the source, nested values as JSON text.
 */
export function membersAsText(parsed: object, source: string): readonly (readonly [string, string])[] {
  const raw = manyDigits.test(source) ? rawMembers(source) : null;
  return Object.entries(parsed).map(([key, value]: [string, unknown]) => {
    if (typeof value === 'string') return [key, value];
    if (value === null) return [key, ''];
    return [key, raw?.get(key) ?? JSON.stringify(value)];
  });
}

/** Member name -> source text of its value, for a valid JSON object; of a repeated name the last counts. */
function rawMembers(source: string): ReadonlyMap<string, string> {
  const members = new Map<string, string>();
  let at = skipSpace(source, source.indexOf('{') + 1);
  while (source[at] === '"') {
    const keyEnd = stringEnd(source, at);
    const key = JSON.parse(source.slice(at, keyEnd)) as string;
    const start = skipSpace(source, source.indexOf(':', keyEnd) + 1);
    const end = valueEnd(source, start);
    members.set(key, source.slice(start, end).trimEnd());
    at = skipSpace(source, end + 1);
  }
  return members;
}

function skipSpace(source: string, from: number): number {
  let at = from;
  while (source[at] === ' ' || source[at] === '\t' || source[at] === '\r') at += 1;
  return at;
}

/** Index past the closing quote of the string that begins at `from`. */
function stringEnd(source: string, from: number): number {
  let at = from + 1;
  while (at < source.length && source[at] !== '"') at += source[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** Index of the comma or brace that ends the value that begins at `from`. */
function valueEnd(source: string, from: number): number {
  let depth = 0;
  let at = from;
  while (at < source.length) {
    const character = source[at]!;
    if (character === '"') {
      at = stringEnd(source, at);
      continue;
    }
    if (depth === 0 && (character === ',' || character === '}')) return at;
    if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    at += 1;
  }
  return at;
}
