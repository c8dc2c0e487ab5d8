import type { ItemContent } from '../../../src/protocol/labeling.ts';
import type { ProjectKind } from '../../../src/protocol/project.ts';
import { hostileStrings } from './hostile.ts';

const openings = [
  'Delivery took',
  'The screen has',
  'Support answered after',
  'I returned it because of',
  'Works with',
];
const middles = ['three weeks,', 'a scratch,', 'two mails,', 'the noise,', 'my old cables,'];
const endings = [
  'which is longer than promised.',
  'but it runs well otherwise.',
  'and the replacement came quickly.\n\n\tBought:\tMay 2024\n\tSeller:\tNorth Street',
  'so I would buy it again. Setting it up was a matter of minutes, the manual is clear, and nothing was missing.',
  'sadly.',
];

/** Content of generated item `row`; the same for the same arguments. */
export function contentOf(kind: ProjectKind, row: number, hostile: boolean): ItemContent {
  const evil = (offset: number): string => hostileStrings[(row + offset) % hostileStrings.length]!;
  if (kind === 'image') {
    const small = row % 3 === 2;
    return {
      kind: 'image',
      file: hostile ? evil(0) : `glyphs/${String(row).padStart(5, '0')}.png`,
      source: `/image/${row}.svg`,
      thumbnail: `/image/${row}.svg`,
      width: small ? 28 : 640,
      height: small ? 28 : 420,
    };
  }
  if (kind === 'tabular') {
    const fields = Array.from({ length: 21 }, (_, column): readonly [string, string] => [
      hostile ? evil(column) : `x${column + 1}`,
      hostile ? evil(column + 7) : (6 * Math.sin((row + 1) * (column + 1) * 12.9898)).toFixed(2),
    ]);
    return { kind: 'tabular', fields };
  }
  const pick = (list: readonly string[], step: number): string => list[(row * step + step) % list.length]!;
  const sentence = `${pick(openings, 3)} ${pick(middles, 2)} ${pick(endings, 1)}`;
  const text = row % 7 === 3 ? Array.from({ length: 9 }, () => sentence).join(' ') : sentence;
  return {
    kind: 'text',
    text: hostile ? evil(0) : text,
    fields: hostile
      ? [[evil(1), evil(2)]]
      : row % 2 === 0
        ? []
        : [
            ['product', 'Lamp 40 W'],
            ['stars', String(row % 5)],
          ],
  };
}

/** A drawn picture, served as an image. */
export function pictureOf(row: number): string {
  const hue = (row * 47) % 360;
  const small = row % 3 === 2;
  const [width, height] = small ? [28, 28] : [640, 420];
  const shape =
    row % 2 === 0
      ? `<circle cx="${width / 2}" cy="${height / 2}" r="${height / 3}" fill="hsl(${hue} 60% 55%)"/>`
      : `<rect x="${width / 4}" y="${height / 5}" width="${width / 2}" height="${height / 1.7}" fill="hsl(${hue} 55% 50%)"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
    <rect width="100%" height="100%" fill="hsl(${(hue + 180) % 360} 25% 82%)"/>${shape}</svg>`;
}
