/**
 * There is no font to ask where charts are drawn on the command line, so widths are estimated: from Helvetica's metrics,
 * widened for the fallback fonts of other systems, which are up to a sixth wider.
 */
const allowance = 1.12;

const narrowest = new Set("iljI|!.,:;'`");
const narrow = new Set('ftr()[]/\\ -');
const wide = new Set('mwMW@%');

/** Estimated width of a line of text in pixels at a font size in pixels. */
export function textWidth(text: string, size: number): number {
  let hundredths = 0;
  for (const character of text) hundredths += characterWidth(character);
  return (hundredths / 100) * size * allowance;
}

/** Hundredths of the font size. */
function characterWidth(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  // Scripts whose characters fill a square, and pictures.
  if (code >= 0x1100 && (code < 0x2000 || code > 0x206f)) return 100;
  if (code > 0x7f) return character === '…' ? 90 : 70;
  if (narrowest.has(character)) return 28;
  if (narrow.has(character)) return 34;
  if (wide.has(character)) return 88;
  return character >= 'A' && character <= 'Z' ? 70 : 58;
}

/** The text if it fits into `width` pixels, else as much of it as does with an ellipsis. */
export function fitText(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  const characters = Array.from(text);
  while (characters.length > 1 && textWidth(`${characters.join('')}…`, size) > width) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}
