import type { ParamInfo } from '../../protocol/engine.ts';
import type { DataGenerator } from './generator.ts';
import { countOf, rowsParam } from './generator.ts';
import { drawGlyph, glyphClasses } from './drawGlyph.ts';

const params: readonly ParamInfo[] = [
  rowsParam(1000),
  {
    name: 'size',
    description: 'Width and height of an image in pixels; there are size x size columns.',
    kind: 'number',
    default: 16,
    minimum: 4,
    maximum: 64,
  },
  {
    name: 'classes',
    description: `How many shapes there are: the first of ${glyphClasses.join(', ')}.`,
    kind: 'number',
    default: glyphClasses.length,
    minimum: 2,
    maximum: glyphClasses.length,
  },
];

/** Drawn shapes as pixels from 0 (black) to 1, row by row; classes are equally likely. */
export const glyphs: DataGenerator = {
  id: 'glyphs',
  title: 'Drawn glyphs',
  description: 'Small grey images of hand-drawn looking shapes, pixel by pixel.',
  params,
  generate(values, rng) {
    const rows = countOf(params, values, 'rows');
    const size = countOf(params, values, 'size');
    const classes = glyphClasses.slice(0, countOf(params, values, 'classes'));
    const labels = new Int32Array(rows).map(() => rng.integer(classes.length));
    const data = new Float64Array(rows * size * size);
    labels.forEach((label, row) => {
      data.set(
        Float64Array.from(drawGlyph(label, rng, size), (grey) => grey / 255),
        row * size * size,
      );
    });
    return {
      features: { rows, columns: size * size, data },
      labels,
      classes,
      columns: Array.from(
        { length: size * size },
        (_, index) => `r${Math.floor(index / size) + 1}c${(index % size) + 1}`,
      ),
    };
  },
};
