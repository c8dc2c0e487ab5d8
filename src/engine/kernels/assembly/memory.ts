/** Reads and writes of float64 arrays in linear memory; `at` is a byte offset, `index` counts elements. */

export function f64At(at: usize, index: i32): f64 {
  return load<f64>(at + ((<usize>index) << 3));
}

export function setF64(at: usize, index: i32, value: f64): void {
  store<f64>(at + ((<usize>index) << 3), value);
}

export function i32At(at: usize, index: i32): i32 {
  return load<i32>(at + ((<usize>index) << 2));
}

export function setI32(at: usize, index: i32, value: i32): void {
  store<i32>(at + ((<usize>index) << 2), value);
}

/** The byte offset of element `index` of a float64 array. */
export function element(at: usize, index: i32): usize {
  return at + ((<usize>index) << 3);
}
