/** Dimensions between two looks at whether a point can still be among the nearest. */
const STRIDE = 8;

/** The `k` nearest of the points that were compared, nearest first; of equal ones the earlier. */
export class NearestPlaces {
  readonly places: Int32Array;
  /** Squared Euclidean distances; infinite where fewer than `k` points were compared. */
  readonly squares: Float64Array;
  /** What a square must be below to be taken. */
  worst = Infinity;

  constructor(k: number) {
    this.places = new Int32Array(k);
    this.squares = new Float64Array(k);
    this.clear();
  }

  clear(): void {
    this.places.fill(-1);
    this.squares.fill(Infinity);
    this.worst = Infinity;
  }

  /** Compares a query with the points from place `from` to before `to` of `values` (points x d, row-major). */
  compare(query: Float32Array, values: Float32Array, from: number, to: number): void {
    const columns = query.length;
    for (let place = from; place < to; place++) {
      const start = place * columns;
      let sum = 0;
      // A sum that is too large already is given up.
      for (let column = 0; column < columns && sum < this.worst;) {
        const end = Math.min(columns, column + STRIDE);
        for (; column < end; column++) {
          const difference = query[column]! - values[start + column]!;
          sum += difference * difference;
        }
      }
      if (sum < this.worst) this.take(place, sum);
    }
  }

  /** Takes in a point that is nearer than the worst. */
  take(place: number, square: number): void {
    const { places, squares } = this;
    let at = squares.length - 1;
    for (; at > 0 && squares[at - 1]! > square; at--) {
      squares[at] = squares[at - 1]!;
      places[at] = places[at - 1]!;
    }
    squares[at] = square;
    places[at] = place;
    this.worst = squares[squares.length - 1]!;
  }
}
