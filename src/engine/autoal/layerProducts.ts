/**
 * The products of a fully connected layer, for n rows of inputs (n x I) and weights I x O row-major. Half of the inputs of
 * a hidden layer are 0 after ReLU and dropout and are passed over; of the others four share each load and store. They
 * take float64 alone: functions that also meet float32 run at half the speed.
 */

/** With fewer units a plain loop over the inputs is quicker than one over units. */
const NARROW = 8;

/** `out` (n x O) += inputs times weights. */
export function addProducts(
  inputs: Float64Array,
  weights: Float64Array,
  out: Float64Array,
  width: number,
): void {
  if (width < NARROW) {
    addNarrowProducts(inputs, weights, out, width);
    return;
  }
  const columns = weights.length / width;
  const active = new Int32Array(columns);
  for (let from = 0, to = 0; from < inputs.length; from += columns, to += width) {
    let count = 0;
    for (let column = 0; column < columns; column++)
      if (inputs[from + column] !== 0) active[count++] = column;
    let place = 0;
    for (; place + 3 < count; place += 4) {
      const a = active[place]!;
      const b = active[place + 1]!;
      const c = active[place + 2]!;
      const d = active[place + 3]!;
      const x0 = inputs[from + a]!;
      const x1 = inputs[from + b]!;
      const x2 = inputs[from + c]!;
      const x3 = inputs[from + d]!;
      const w0 = a * width;
      const w1 = b * width;
      const w2 = c * width;
      const w3 = d * width;
      for (let unit = 0; unit < width; unit++) {
        out[to + unit]! +=
          x0 * weights[w0 + unit]! +
          x1 * weights[w1 + unit]! +
          (x2 * weights[w2 + unit]! + x3 * weights[w3 + unit]!);
      }
    }
    for (; place < count; place++) {
      const x = inputs[from + active[place]!]!;
      const w = active[place]! * width;
      for (let unit = 0; unit < width; unit++) out[to + unit]! += x * weights[w + unit]!;
    }
  }
}

/** `gradient` (I x O) += transposed inputs times slopes (n x O). */
export function addGradients(
  inputs: Float64Array,
  slopes: Float64Array,
  gradient: Float64Array,
  width: number,
): void {
  if (width < NARROW) {
    addNarrowGradients(inputs, slopes, gradient, width);
    return;
  }
  const columns = gradient.length / width;
  const rows = inputs.length / columns;
  const active = new Int32Array(rows);
  for (let column = 0; column < columns; column++) {
    let count = 0;
    for (let row = 0; row < rows; row++) if (inputs[row * columns + column] !== 0) active[count++] = row;
    const to = column * width;
    let place = 0;
    for (; place + 3 < count; place += 4) {
      const a = active[place]!;
      const b = active[place + 1]!;
      const c = active[place + 2]!;
      const d = active[place + 3]!;
      const x0 = inputs[a * columns + column]!;
      const x1 = inputs[b * columns + column]!;
      const x2 = inputs[c * columns + column]!;
      const x3 = inputs[d * columns + column]!;
      const s0 = a * width;
      const s1 = b * width;
      const s2 = c * width;
      const s3 = d * width;
      for (let unit = 0; unit < width; unit++) {
        gradient[to + unit]! +=
          x0 * slopes[s0 + unit]! +
          x1 * slopes[s1 + unit]! +
          (x2 * slopes[s2 + unit]! + x3 * slopes[s3 + unit]!);
      }
    }
    for (; place < count; place++) {
      const x = inputs[active[place]! * columns + column]!;
      const s = active[place]! * width;
      for (let unit = 0; unit < width; unit++) gradient[to + unit]! += x * slopes[s + unit]!;
    }
  }
}

/** Slopes by the inputs (n x I) from those by the outputs, where an input is above 0; elsewhere they stay 0. */
export function inputSlopes(
  inputs: Float64Array,
  slopes: Float64Array,
  weights: Float64Array,
  width: number,
): Float64Array {
  const columns = weights.length / width;
  const back = new Float64Array(inputs.length);
  const active = new Int32Array(columns + 3);
  for (let from = 0, to = 0; from < inputs.length; from += columns, to += width) {
    let count = 0;
    for (let column = 0; column < columns; column++) if (inputs[from + column]! > 0) active[count++] = column;
    // The last four are filled up with one that is there: it is worked out again.
    for (let more = 0; more < 3; more++) active[count + more] = active[Math.max(0, count - 1)]!;
    for (let place = 0; place < count; place += 4) {
      const a = active[place]!;
      const b = active[place + 1]!;
      const c = active[place + 2]!;
      const d = active[place + 3]!;
      const w0 = a * width;
      const w1 = b * width;
      const w2 = c * width;
      const w3 = d * width;
      let sum0 = 0;
      let sum1 = 0;
      let sum2 = 0;
      let sum3 = 0;
      for (let unit = 0; unit < width; unit++) {
        const slope = slopes[to + unit]!;
        sum0 += slope * weights[w0 + unit]!;
        sum1 += slope * weights[w1 + unit]!;
        sum2 += slope * weights[w2 + unit]!;
        sum3 += slope * weights[w3 + unit]!;
      }
      back[from + a] = sum0;
      back[from + b] = sum1;
      back[from + c] = sum2;
      back[from + d] = sum3;
    }
  }
  return back;
}

function addNarrowProducts(
  inputs: Float64Array,
  weights: Float64Array,
  out: Float64Array,
  width: number,
): void {
  const columns = weights.length / width;
  for (let from = 0, to = 0; from < inputs.length; from += columns, to += width) {
    for (let unit = 0; unit < width; unit++) {
      let sum = 0;
      for (let column = 0, at = unit; column < columns; column++, at += width) {
        sum += inputs[from + column]! * weights[at]!;
      }
      out[to + unit]! += sum;
    }
  }
}

function addNarrowGradients(
  inputs: Float64Array,
  slopes: Float64Array,
  gradient: Float64Array,
  width: number,
): void {
  const columns = gradient.length / width;
  for (let from = 0, to = 0; from < inputs.length; from += columns, to += width) {
    for (let unit = 0; unit < width; unit++) {
      const slope = slopes[to + unit]!;
      for (let column = 0, at = unit; column < columns; column++, at += width) {
        gradient[at]! += slope * inputs[from + column]!;
      }
    }
  }
}
