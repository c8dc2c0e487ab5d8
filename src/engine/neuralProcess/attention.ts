/** Rows x width, row-major: what targets ask with, what the context answers to, and what it answers. */
export interface AttentionInput {
  readonly queries: Float64Array;
  readonly keys: Float64Array;
  readonly values: Float64Array;
}

export interface Attention {
  /** Targets x width. */
  readonly output: Float64Array;
  /** From slopes by `output` to slopes by each input. */
  backward(slopes: Float64Array): AttentionInput;
}

/**
 * Multi-head attention softmax(Q K' / sqrt(size)) V (Vaswani et al. 2017, eq. 1), head by head on its own `size` columns,
 * the heads side by side and without a projection after them.
 */
export function attend(input: AttentionInput, width: number, heads: number): Attention {
  const targets = input.queries.length / width;
  const size = width / heads;
  const output = new Float64Array(targets * width);
  const shares: Float64Array[] = [];
  for (let target = 0; target < targets; target++) {
    for (let head = 0; head < heads; head++) {
      const place = { at: target * width + head * size, column: head * size, size, width };
      const share = sharesOf(input, place);
      shares.push(share);
      addMix(input.values, share, place, output);
    }
  }
  const backward = (slopes: Float64Array): AttentionInput => {
    const before = {
      queries: new Float64Array(input.queries.length),
      keys: new Float64Array(input.keys.length),
      values: new Float64Array(input.values.length),
    };
    shares.forEach((share, index) => {
      const target = Math.floor(index / heads);
      const column = (index % heads) * size;
      addSlopes(input, before, { share, slopes }, { at: target * width + column, column, size, width });
    });
    return before;
  };
  return { output, backward };
}

/** One head of one target: where its `size` values lie among the targets' rows, and in which column of every row. */
interface Place {
  readonly at: number;
  readonly column: number;
  readonly size: number;
  readonly width: number;
}

/** How much the target looks at each context row; sums to 1. */
function sharesOf({ queries, keys }: AttentionInput, { at, column, size, width }: Place): Float64Array {
  const shares = new Float64Array(keys.length / width);
  for (let row = 0; row < shares.length; row++) {
    let product = 0;
    for (let index = 0; index < size; index++) {
      product += queries[at + index]! * keys[row * width + column + index]!;
    }
    shares[row] = product / Math.sqrt(size);
  }
  const top = shares.reduce((a, b) => Math.max(a, b), -Infinity);
  const raised = shares.map((logit) => Math.exp(logit - top));
  const total = raised.reduce((sum, value) => sum + value, 0);
  return raised.map((value) => value / total);
}

function addMix(
  values: Float64Array,
  shares: Float64Array,
  { at, column, size, width }: Place,
  output: Float64Array,
): void {
  for (let row = 0; row < shares.length; row++) {
    for (let index = 0; index < size; index++) {
      output[at + index]! += shares[row]! * values[row * width + column + index]!;
    }
  }
}

/** A softmax p has dL/dlogit_i = p_i (dL/dp_i - sum_j p_j dL/dp_j). */
function addSlopes(
  { queries, keys, values }: AttentionInput,
  before: AttentionInput,
  { share, slopes }: { readonly share: Float64Array; readonly slopes: Float64Array },
  { at, column, size, width }: Place,
): void {
  const byShare = share.map((_, row) => {
    let sum = 0;
    for (let index = 0; index < size; index++) {
      sum += slopes[at + index]! * values[row * width + column + index]!;
    }
    return sum;
  });
  const mean = byShare.reduce((sum, slope, row) => sum + slope * share[row]!, 0);
  for (let row = 0; row < share.length; row++) {
    const byProduct = (share[row]! * (byShare[row]! - mean)) / Math.sqrt(size);
    for (let index = 0; index < size; index++) {
      const other = row * width + column + index;
      before.values[other]! += share[row]! * slopes[at + index]!;
      before.queries[at + index]! += byProduct * keys[other]!;
      before.keys[other]! += byProduct * queries[at + index]!;
    }
  }
}
