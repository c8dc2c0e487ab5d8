import type { DataTable } from '../../../src/charts/dataTable.ts';
import type { Figure } from '../../../src/charts/figure.ts';

export type SectionId = 'curves' | 'relative' | 'auac' | 'ranks' | 'time' | 'picks' | 'pairs' | 'notRun';

export interface Section {
  readonly id: SectionId;
  readonly figures: readonly Figure[];
  readonly tables: readonly DataTable[];
}

interface Kinds {
  /** First words of figures' ids. */
  readonly figures: readonly string[];
  /** Ids of tables. */
  readonly tables: readonly string[];
}

/** What stands under which heading, in the order of the page. */
const contents: Readonly<Record<SectionId, Kinds>> = {
  curves: { figures: ['curves'], tables: [] },
  relative: { figures: ['relative'], tables: [] },
  auac: { figures: [], tables: ['auac', 'final', 'efficiency', 'rare'] },
  ranks: { figures: ['ranks'], tables: ['ranks'] },
  time: { figures: ['time'], tables: ['seconds'] },
  picks: { figures: ['picks'], tables: [] },
  pairs: { figures: [], tables: ['pairs'] },
  notRun: { figures: [], tables: ['notRun'] },
};
const order = Object.keys(contents) as SectionId[];

/** Puts figures and tables under their headings; a section with nothing in it is left out. */
export function sectionsOf(figures: readonly Figure[], tables: readonly DataTable[]): readonly Section[] {
  return order
    .map((id) => ({
      id,
      figures: figures.filter((figure) => contents[id].figures.includes(kindOf(figure))),
      tables: tables.filter((table) => contents[id].tables.includes(table.id)),
    }))
    .filter((section) => section.figures.length + section.tables.length > 0);
}

function kindOf({ id }: Figure): string {
  return id.split('-', 1)[0] ?? '';
}
