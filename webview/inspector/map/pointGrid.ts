import type { Bounds, Point } from './camera.ts';
import { boundsOf } from './camera.ts';

/** Points for each cell on average. */
const PER_CELL = 4;

/** Finds points of a map by where they are: an even grid of cells, each with its points. */
export class PointGrid {
  readonly #places: Float32Array;
  readonly #bounds: Bounds;
  readonly #columns: number;
  readonly #rows: number;
  /** Where each cell begins in `#members`; one more than there are cells. */
  readonly #starts: Int32Array;
  readonly #members: Int32Array;

  /** Two values for each point. */
  constructor(places: Float32Array) {
    const count = places.length / 2;
    this.#places = places;
    this.#bounds = boundsOf(places);
    const side = Math.max(1, Math.round(Math.sqrt(count / PER_CELL)));
    this.#columns = side;
    this.#rows = side;
    const cells = Int32Array.from({ length: count }, (_, index) =>
      this.#cellAt(places[2 * index]!, places[2 * index + 1]!),
    );
    this.#starts = new Int32Array(side * side + 1);
    for (const cell of cells) this.#starts[cell + 1]!++;
    for (let cell = 0; cell < side * side; cell++) this.#starts[cell + 1]! += this.#starts[cell]!;
    this.#members = new Int32Array(count);
    const ends = this.#starts.slice();
    cells.forEach((cell, index) => (this.#members[ends[cell]!++] = index));
  }

  /** The point nearest to `at` within `reach` among those that `isSeen`, or -1; of equal ones the last drawn. */
  nearest(at: Point, reach: number, isSeen: (index: number) => boolean): number {
    let best = -1;
    let least = reach * reach;
    this.#visit(
      { left: at.x - reach, right: at.x + reach, bottom: at.y - reach, top: at.y + reach },
      (index, x, y) => {
        const square = (x - at.x) ** 2 + (y - at.y) ** 2;
        if (square <= least && isSeen(index) && (square < least || index > best)) {
          least = square;
          best = index;
        }
      },
    );
    return best;
  }

  /** Points inside a rectangle, its edges included. */
  inRectangle({ left, right, bottom, top }: Bounds): number[] {
    const found: number[] = [];
    this.#visit({ left, right, bottom, top }, (index, x, y) => {
      if (x >= left && x <= right && y >= bottom && y <= top) found.push(index);
    });
    return found.sort((a, b) => a - b);
  }

  /** Points inside a closed outline, by the even-odd rule. */
  inOutline(outline: readonly Point[]): number[] {
    if (outline.length < 3) return [];
    const corners = Float32Array.from(outline.flatMap(({ x, y }) => [x, y]));
    const found: number[] = [];
    this.#visit(boundsOf(corners), (index, x, y) => {
      if (isInside(outline, x, y)) found.push(index);
    });
    return found.sort((a, b) => a - b);
  }

  #visit({ left, right, bottom, top }: Bounds, visit: (index: number, x: number, y: number) => void): void {
    const [firstColumn, lastColumn] = [this.#column(left), this.#column(right)];
    const [firstRow, lastRow] = [this.#row(bottom), this.#row(top)];
    for (let row = firstRow; row <= lastRow; row++) {
      for (let column = firstColumn; column <= lastColumn; column++) {
        const cell = row * this.#columns + column;
        for (let place = this.#starts[cell]!; place < this.#starts[cell + 1]!; place++) {
          const index = this.#members[place]!;
          visit(index, this.#places[2 * index]!, this.#places[2 * index + 1]!);
        }
      }
    }
  }

  #cellAt(x: number, y: number): number {
    return this.#row(y) * this.#columns + this.#column(x);
  }

  #column(x: number): number {
    const { left, right } = this.#bounds;
    return cellOf((x - left) / (right - left || 1), this.#columns);
  }

  #row(y: number): number {
    const { bottom, top } = this.#bounds;
    return cellOf((y - bottom) / (top - bottom || 1), this.#rows);
  }
}

const cellOf = (share: number, count: number): number =>
  Math.min(count - 1, Math.max(0, Math.floor(share * count)));

function isInside(outline: readonly Point[], x: number, y: number): boolean {
  let inside = false;
  for (let one = 0, other = outline.length - 1; one < outline.length; other = one++) {
    const a = outline[one]!;
    const b = outline[other]!;
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}
