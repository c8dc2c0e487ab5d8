// Data as a user has it, before NextLabel has seen it: generated, but for a table that may be given.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { drawGlyph, glyphClasses } from '../../src/engine/generators/drawGlyph.ts';
import { generateText, ticketClasses } from '../../src/engine/generators/generateText.ts';
import { generateWaveform } from '../../src/engine/generators/generateWaveform.ts';
import { createRng } from '../../src/engine/numeric/rng.ts';

const ROWS = 5000;
const TEXTS = 400;
const IMAGES = 120;
const SIDE = 48;

/** `waveform.csv`: the given file, or one like it with two classes in `y`. */
export const writeWaveform = (folder: string, given: string | null): void => {
  const file = path.join(folder, 'waveform.csv');
  if (given !== null) {
    copyFileSync(given, file);
    return;
  }
  const { features, labels } = generateWaveform(ROWS, createRng(1));
  const lines = [[...Array.from({ length: features.columns }, (_, column) => `x${column}`), 'y'].join(',')];
  for (let row = 0; row < ROWS; row += 1) {
    const values = features.data.subarray(row * features.columns, (row + 1) * features.columns);
    lines.push([...Array.from(values, (value) => value.toFixed(5)), labels[row] === 1 ? 1 : 0].join(','));
  }
  writeFileSync(file, `${lines.join('\n')}\n`);
};

/** `tickets.jsonl`: short texts without labels. */
export const writeTexts = (folder: string): void => {
  const rng = createRng(2);
  const lines = Array.from({ length: TEXTS }, (_, index) =>
    JSON.stringify({
      id: `t${index}`,
      text: generateText(index % ticketClasses.length, rng),
      from: `u${index % 7}`,
    }),
  );
  writeFileSync(path.join(folder, 'tickets.jsonl'), `${lines.join('\n')}\n`);
};

/** `glyphs/`: small PNG, JPEG and WebP files; their classes follow one another, by the number in the file's name. */
export const writeImages = async (folder: string, count = IMAGES): Promise<void> => {
  const rng = createRng(3);
  const target = path.join(folder, 'glyphs');
  mkdirSync(target);
  const formats = ['png', 'jpeg', 'webp'] as const;
  for (let index = 0; index < count; index += 1) {
    const pixels = drawGlyph(index % glyphClasses.length, rng, SIDE);
    const format = formats[index % formats.length] ?? 'png';
    const image = sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 1 } });
    const ending = format === 'jpeg' ? 'jpg' : format;
    await image
      .toFormat(format)
      .toFile(path.join(target, `glyph ${String(index).padStart(3, '0')}.${ending}`));
  }
};
