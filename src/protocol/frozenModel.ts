/**
 * A model that somebody trained elsewhere and that is not trained here: its outputs on images are their features. How
 * pixels come to it: red, green and blue from 0 to 1, less `mean`, by `deviation`.
 */
export interface FrozenModel {
  /** Path of an .onnx file, of a TensorFlow.js model.json or of its folder: as written, or absolute in an ImportSpec. */
  readonly model: string;
  /** Side in pixels of the images that it is shown; null = what the model says. */
  readonly size: number | null;
  /** By channel: red, green, blue. */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  /** Name of the output that is taken; null = the only one. */
  readonly output: string | null;
}
