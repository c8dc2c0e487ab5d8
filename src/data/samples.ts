import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { drawGlyph, glyphClasses } from '../engine/generators/drawGlyph.ts';
import { generateText, ticketClasses } from '../engine/generators/generateText.ts';
import { generateWaveform, waveformClasses } from '../engine/generators/generateWaveform.ts';
import { createRng } from '../engine/numeric/rng.ts';
import type { Rng } from '../engine/numeric/rng.ts';
import type { ProjectKind } from '../protocol/project.ts';

export interface SampleOptions {
  readonly count?: number;
  readonly seed?: number;
}

/** A sample on disk, with what a project file needs to use it. */
export interface Sample {
  /** Absolute path of the file or folder. */
  readonly source: string;
  readonly kind: ProjectKind;
  readonly title: string;
  readonly classes: readonly string[];
  readonly idColumn: string | null;
  readonly textColumn: string | null;
  readonly labelColumn: string | null;
  readonly featureColumns: readonly string[];
  /** The true class of each item, in the order of the source: for simulated annotators, not for people. */
  readonly truth: readonly string[];
}

const defaultCounts: Readonly<Record<ProjectKind, number>> = { tabular: 1000, text: 600, image: 400 };
/** Share of the waveform rows that come with a label: nobody tells waves apart by their numbers without an example. */
const labeledShare = 0.05;
const glyphSide = 64;

/**
 * Writes generated data of a kind into `folder` (made if absent); the same seed writes the same data. Files that are
 * there already stay as they are.
 */
export async function writeSample(
  kind: ProjectKind,
  folder: string,
  options: SampleOptions = {},
): Promise<Sample> {
  const count = options.count ?? defaultCounts[kind];
  const rng = createRng(options.seed ?? 1).fork(`sample ${kind}`);
  await mkdir(folder, { recursive: true });
  const write = { tabular: writeWaveform, text: writeTickets, image: writeGlyphs }[kind];
  return write(folder, count, rng);
}

async function writeWaveform(folder: string, count: number, rng: Rng): Promise<Sample> {
  const { features, labels } = generateWaveform(count, rng);
  const names = Array.from({ length: features.columns }, (_, index) => `x${index + 1}`);
  const truth = Array.from(labels, (label) => waveformClasses[label] ?? '');
  const labeled = Math.max(waveformClasses.length, Math.round(count * labeledShare));
  const rows = truth.map((name, row) => {
    const values = features.data.subarray(row * features.columns, (row + 1) * features.columns);
    const cells = Array.from(values, (value) => value.toFixed(3));
    return `w${row + 1},${cells.join(',')},${row < labeled ? name : ''}\n`;
  });
  const source = join(folder, 'waveform.csv');
  await writeNew(source, `id,${names.join(',')},label\n${rows.join('')}`);
  const columns = { idColumn: 'id', textColumn: null, labelColumn: 'label', featureColumns: names };
  return { source, kind: 'tabular', title: 'Waveforms', classes: [...waveformClasses], ...columns, truth };
}

async function writeTickets(folder: string, count: number, rng: Rng): Promise<Sample> {
  const classOf = drawClasses(count, ticketClasses.length, rng);
  const lines = classOf.map((index, row) => {
    return `${JSON.stringify({ id: `t${row + 1}`, text: generateText(index, rng) })}\n`;
  });
  const source = join(folder, 'tickets.jsonl');
  await writeNew(source, lines.join(''));
  const columns = { idColumn: 'id', textColumn: 'text', labelColumn: null, featureColumns: [] };
  const truth = classOf.map((index) => ticketClasses[index] ?? '');
  return { source, kind: 'text', title: 'Support tickets', classes: [...ticketClasses], ...columns, truth };
}

async function writeGlyphs(folder: string, count: number, rng: Rng): Promise<Sample> {
  const source = join(folder, 'glyphs');
  await mkdir(source, { recursive: true });
  const classOf = drawClasses(count, glyphClasses.length, rng);
  const digits = String(count).length;
  for (const [row, index] of classOf.entries()) {
    const pixels = drawGlyph(index, rng, glyphSide);
    const raw = { width: glyphSide, height: glyphSide, channels: 1 } as const;
    const png = await sharp(pixels, { raw }).toColourspace('b-w').png().toBuffer();
    await writeNew(join(source, `glyph-${String(row + 1).padStart(digits, '0')}.png`), png);
  }
  const columns = { idColumn: 'file', textColumn: null, labelColumn: null, featureColumns: [] };
  const truth = classOf.map((index) => glyphClasses[index] ?? '');
  return { source, kind: 'image', title: 'Glyphs', classes: [...glyphClasses], ...columns, truth };
}

function drawClasses(count: number, classes: number, rng: Rng): readonly number[] {
  return Array.from({ length: count }, () => rng.integer(classes));
}

async function writeNew(path: string, content: string | Buffer): Promise<void> {
  try {
    await writeFile(path, content, { flag: 'wx' });
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
  }
}
