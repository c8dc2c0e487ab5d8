/** The parameters of a network and, in the same order, the gradient that backward passes add to. */
export interface Weights {
  readonly parameters: Float64Array;
  readonly gradient: Float64Array;
}

/** What a layer made of its input rows. */
export interface Layer {
  /** Rows x size, row-major. */
  readonly output: Float64Array;
  /**
   * From the slopes of a loss by `output` to those by the input, same shapes; adds the slopes by the parameters to the
   * gradient. Does not change what it is given.
   */
  backward(slopes: Float64Array): Float64Array;
}

/** Parameters with a gradient of zeros. */
export function withGradient(parameters: Float64Array): Weights {
  return { parameters, gradient: new Float64Array(parameters.length) };
}

export function addArrays(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, index) => value + b[index]!);
}
