/** A part of the picture with the columns that show it. */
export interface ImageNinth {
  readonly name: string;
  readonly columns: readonly number[];
}

/** Columns of a square grid: row by row, `each` columns a cell, from `first` on. */
export interface ImageGrid {
  readonly side: number;
  readonly each: number;
  readonly first: number;
}

const bands = [
  ['top', 'middle', 'bottom'],
  ['left', 'centre', 'right'],
] as const;

/** The ninths of a picture, from the top left on. */
export function ninths({ side, each, first }: ImageGrid): readonly ImageNinth[] {
  const cells = Array.from({ length: side * side }, (_, cell) => cell);
  const third = (place: number): number => Math.floor((place * 3) / side);
  return [0, 1, 2].flatMap((y) =>
    [0, 1, 2].map((x) => ({
      name: `${bands[0][y]!} ${bands[1][x]!}`,
      columns: cells
        .filter((cell) => third(cell % side) === x && third(Math.floor(cell / side)) === y)
        .flatMap((cell) => Array.from({ length: each }, (_, offset) => first + cell * each + offset)),
    })),
  );
}
