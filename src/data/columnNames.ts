import { DataError } from './dataError.ts';
import type { ImportSpec } from '../protocol/engine.ts';

/** Says which of the columns that a spec names are absent. Throws DataError naming those that exist. */
export function requireColumns(spec: ImportSpec, columns: readonly string[], file: string): void {
  const text = spec.kind === 'text' ? [spec.textColumn] : [];
  const features = spec.kind === 'tabular' ? spec.featureColumns : [];
  const wanted = [spec.idColumn, spec.labelColumn, ...text, ...features];
  const absent = [...new Set(wanted)].filter(
    (name): name is string => name !== null && !columns.includes(name),
  );
  if (absent.length === 0) return;
  const subject = absent.length === 1 ? 'column' : 'columns';
  const message = `${file} has no ${subject} ${listNames(absent)}; it has ${listNames(columns)}.`;
  throw new DataError('missingColumn', message, { file, line: 1, column: absent[0] ?? null });
}

/** Names in quotation marks; a wide table is cut short. */
export function listNames(names: readonly string[], most = 30): string {
  const shown = names.slice(0, most).map((name) => `"${name}"`);
  const rest = names.length - shown.length;
  return shown.join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
