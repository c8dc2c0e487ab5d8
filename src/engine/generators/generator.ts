import type { ParamInfo } from '../../protocol/engine.ts';
import type { ParamValues } from '../models/classifier.ts';
import { numberParam } from '../models/params.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';

/** A generated data set; rows come in random order. */
export interface GeneratedData {
  /** n x d, float64. */
  readonly features: DenseMatrix;
  /** Indices into `classes`, length n. */
  readonly labels: Int32Array;
  readonly classes: readonly string[];
  /** Names of the d columns. */
  readonly columns: readonly string[];
}

/** A source of data that an experiment can name. */
export interface DataGenerator {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly params: readonly ParamInfo[];
  /** The same `rng` gives the same data. Throws RangeError as `resolveParams` does. */
  generate(params: ParamValues, rng: Rng): GeneratedData;
}

/** The parameter that every generator has. */
export function rowsParam(defaultRows: number): ParamInfo {
  return {
    name: 'rows',
    description: 'How many rows are generated.',
    kind: 'number',
    default: defaultRows,
    minimum: 2,
    maximum: 1e6,
  };
}

/** The whole number `name` of `values`, or its default. Throws RangeError for a fraction and as `resolveParams` does. */
export function countOf(infos: readonly ParamInfo[], values: ParamValues, name: string): number {
  const value = numberParam(infos, values, name);
  if (!Number.isInteger(value))
    throw new RangeError(`Parameter "${name}" must be a whole number, not ${value}.`);
  return value;
}
