import type { ProjectConfig } from '../protocol/project.ts';
import type { LabelSnapshot } from './store.ts';

/** Turns class names into indices of the project's classes; names it does not have are left out and reported. */
export const indexLabels = (
  snapshot: LabelSnapshot,
  config: Pick<ProjectConfig, 'classes'>,
): { labeledRows: Int32Array; labels: Int32Array; unknownClasses: readonly string[] } => {
  const indexOf = new Map(config.classes.map((definition, index) => [definition.name, index]));
  const rows: number[] = [];
  const labels: number[] = [];
  const unknown = new Set<string>();
  snapshot.labeledNames.forEach((name, place) => {
    const index = indexOf.get(name);
    if (index === undefined) {
      unknown.add(name);
      return;
    }
    rows.push(snapshot.labeledRows[place] ?? -1);
    labels.push(index);
  });
  return {
    labeledRows: Int32Array.from(rows),
    labels: Int32Array.from(labels),
    unknownClasses: [...unknown].sort(),
  };
};
