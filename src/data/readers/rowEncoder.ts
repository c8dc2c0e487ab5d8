import { contentHash } from '../contentHash.ts';
import { issue } from '../dataError.ts';
import { escapedColumn } from '../formulaEscape.ts';
import type { IssueLog } from '../issueLog.ts';
import type { ImportSpec } from '../../protocol/engine.ts';
import type { SourceItem } from './reader.ts';

interface Layout {
  /** Column index, and `"name":` as JSON text, of what goes into the content, in the order of the source. */
  readonly cells: readonly (readonly [number, string])[];
  /** The order of `cells` for hashing; null when it is the order of the source. */
  readonly canonicalOrder: readonly number[] | null;
  readonly id: number;
  readonly label: number;
}

/** Turns rows of one shape into items; JSON text is put together by hand so that `__proto__` is a column like any. */
export class RowEncoder {
  readonly #layout: Layout;
  readonly #spec: ImportSpec;
  readonly #issues: IssueLog;
  /** Our own export writes labels as they are; elsewhere spaces around a label are a slip of the hand. */
  readonly #exact: boolean;

  constructor(columns: readonly string[], spec: ImportSpec, issues: IssueLog) {
    this.#layout = layOut(columns, spec);
    this.#spec = spec;
    this.#issues = issues;
    this.#exact = columns.includes(escapedColumn);
  }

  /** The item of a row, or null (and an issue) when its id cell is empty. `values` aligned with the columns. */
  encode(values: readonly string[], line: number): SourceItem | null {
    const { cells, canonicalOrder, id, label } = this.#layout;
    const idValue = id < 0 ? null : (values[id] ?? '');
    if (idValue !== null && idValue.trim() === '') {
      const column = this.#spec.idColumn;
      const message = `Line ${line}: the id column "${String(column)}" is empty; expected a unique value.`;
      this.#issues.add(issue('emptyId', 'error', message, { line, column }));
      return null;
    }
    const pieces = cells.map(([index, key]) => key + JSON.stringify(values[index] ?? ''));
    const content = `{${pieces.join(',')}}`;
    const canonical =
      canonicalOrder === null ? content : `{${canonicalOrder.map((place) => pieces[place]!).join(',')}}`;
    const labelCell = label < 0 ? '' : (values[label] ?? '');
    const labelValue = this.#exact ? labelCell : labelCell.trim();
    return {
      id: idValue,
      hash: contentHash(canonical),
      line,
      content,
      label: labelValue === '' ? null : labelValue,
    };
  }
}

function layOut(columns: readonly string[], spec: ImportSpec): Layout {
  const label = spec.labelColumn === null ? -1 : columns.indexOf(spec.labelColumn);
  const kept = columns.map((_, index) => index).filter((index) => index !== label);
  const cells = kept.map((index) => [index, `${JSON.stringify(columns[index])}:`] as const);
  const order = cells.map((_, place) => place);
  const name = (place: number): string => columns[kept[place]!]!;
  const canonical = order.toSorted((a, b) => (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0));
  return {
    cells,
    canonicalOrder: canonical.every((place, index) => place === index) ? null : canonical,
    id: spec.idColumn === null ? -1 : columns.indexOf(spec.idColumn),
    label,
  };
}
