import type { ModelMemory } from '../../protocol/round.ts';
import type { ParamValues } from '../models/classifier.ts';
import { fingerprint } from '../numeric/fingerprint.ts';

/** What determines a fitted task model, given the features. */
export interface ModelIdentity {
  readonly model: string;
  /** With every default filled in. */
  readonly params: ParamValues;
  readonly labeledRows: Int32Array;
  readonly labels: Int32Array;
  /** What the fit went on from, where it did. */
  readonly start?: ModelMemory | undefined;
}

/** `<model>-<16 hex digits>`: the same whatever the order in which rows and parameters are given. */
export function modelFingerprint({ model, params, labeledRows, labels, start }: ModelIdentity): string {
  const order = Int32Array.from(labeledRows.keys()).sort((a, b) => labeledRows[a]! - labeledRows[b]!);
  const sorted = Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1));
  const digits = fingerprint(
    JSON.stringify(sorted),
    order.map((index) => labeledRows[index]!),
    order.map((index) => labels[index]!),
    ...(start ? [new Int32Array(start.parameters.slice().buffer)] : []),
  );
  return `${model}-${digits}`;
}
