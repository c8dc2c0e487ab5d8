import { snapshotAt } from '../store/snapshotAt.ts';
import type { InspectedProject } from './inspectedProject.ts';

/** The label that each labeled row carries by now, also of classes that the project does not have. */
export function labelsNow({
  items,
  events,
}: Pick<InspectedProject, 'items' | 'events'>): ReadonlyMap<number, string> {
  const { labeledRows, labeledNames } = snapshotAt(Number.MAX_SAFE_INTEGER, items, events);
  return new Map(labeledNames.map((name, place) => [labeledRows[place]!, name]));
}
