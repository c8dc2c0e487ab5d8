import type { ModelFiles } from './modelFiles.ts';

/** What goes into a model; null = any length. */
export interface ModelInput {
  readonly name: string;
  /** `float32`, `int64` ... */
  readonly type: string;
  readonly shape: readonly (number | null)[];
}

export interface ModelOutput {
  readonly type: string;
  readonly dims: readonly number[];
  /** Row by row. */
  readonly data: ArrayLike<unknown>;
}

/** A model as a library gives it, whichever that is. */
export interface LoadedModel {
  readonly inputs: readonly ModelInput[];
  readonly outputs: readonly string[];
  /** Whether `run` can tell a value that is not among `outputs`. */
  readonly has: (output: string) => boolean;
  /** Rejects with the library's reason. */
  run(values: Float32Array, dims: readonly number[], output: string): Promise<ModelOutput>;
  close(): Promise<void>;
}

/** Loads a model from its files; given by who has the libraries. Rejects with InputError in words for people. */
export type OpenModel = (files: ModelFiles) => Promise<LoadedModel>;
