/** What people write where a value is missing. Compared in lower case. */
const missingMarks: ReadonlySet<string> = new Set([
  '',
  'na',
  'n/a',
  'nan',
  'null',
  'none',
  '?',
  '<na>',
  'nil',
]);

export function isMissing(value: string): boolean {
  return value.length <= 4 && missingMarks.has(value.trim().toLowerCase());
}

const numberPattern = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*$/;

/** Whether a cell is a decimal number ("-3.31", "1e-4"); hexadecimal, infinities and thousands separators are not. */
export function isNumeric(value: string): boolean {
  return numberPattern.test(value) && Number.isFinite(Number(value));
}

const datePattern =
  /^\s*(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?:[T ]\d{1,2}:\d{2}.*)?\s*$/;

export function isDateLike(value: string): boolean {
  return datePattern.test(value);
}

const collator = new Intl.Collator('en', { numeric: true });

/** Class names as people list them: numbers by value, else alphabetically (digits within names by value). */
export function sortClasses(names: Iterable<string>): string[] {
  const all = [...names];
  if (all.every(isNumeric)) return all.sort((a, b) => Number(a) - Number(b) || collator.compare(a, b));
  return all.sort((a, b) => collator.compare(a, b) || (a < b ? -1 : 1));
}
