import { timeLeftText } from '../../src/protocol/experimentProgress.ts';
import type { ExperimentSnapshot } from '../../src/protocol/experimentView.ts';
import type { Dimension } from './state/hiddenValues.ts';
import type { SectionId } from './state/sections.ts';

/**
 * Every word that the results view says by itself, in one place for translation; figures and tables bring their own.
 * Functions take values, so that a translation can order them as its language does.
 */
const integer = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const number = (value: number): string => integer.format(value);
const runs = (value: number): string => `${number(value)} ${value === 1 ? 'run' : 'runs'}`;

export const strings = {
  // Header
  folder: (name: string) => `Results folder ${name}`,
  metric: (name: string) => `Score: ${name}`,
  running: 'Running',
  complete: 'Complete',
  incomplete: 'Incomplete',
  runsDone: (done: number, total: number) => `${number(done)} of ${runs(total)}`,
  allRuns: (total: number) => runs(total),
  secondsLeft: (seconds: number) => timeLeftText(seconds),
  progressLabel: 'Runs done',
  cancel: 'Cancel',
  cancelTitle: 'Stop; what is done is kept and can be resumed',
  cancelling: 'Cancelling…',
  resume: 'Resume',
  resumeTitle: 'Go on with the runs that are not done yet',
  inspect: 'Inspect Strategies',
  inspectTitle: 'See why each step of a run picked what it picked',
  openSpec: 'Open Spec',
  openSpecTitle: 'Open the spec of this experiment in the editor',
  showFolder: 'Show Folder',
  showFolderTitle: 'Show the results folder in the file manager',

  // Filter
  filter: 'Filter',
  filterAll: 'everything shown',
  filterSome: (shown: number, of: number) => `${number(shown)} of ${number(of)} ticked`,
  dimensions: {
    datasets: 'Data set',
    settings: 'Setting',
    models: 'Model',
    strategies: 'Strategy',
  } satisfies Record<Dimension, string>,
  all: 'All',
  none: 'None',
  allOf: (dimension: string) => `All: ${dimension}`,
  noneOf: (dimension: string) => `None: ${dimension}`,
  showEverything: 'Show everything',

  // Sections
  navigation: 'Sections',
  sections: {
    curves: { name: 'Curves', title: 'Learning curves' },
    relative: { name: 'Relative', title: 'Relative to the average strategy' },
    auac: { name: 'AUAC', title: 'AUAC and final scores' },
    ranks: { name: 'Ranks', title: 'Average ranks' },
    time: { name: 'Time', title: 'Time per step' },
    picks: { name: 'Picks', title: 'Picks per class' },
    pairs: { name: 'Pairs', title: 'Paired differences' },
    notRun: { name: 'Not run', title: 'Not run' },
  } satisfies Record<SectionId, { readonly name: string; readonly title: string }>,

  // Figures and tables
  saveSvg: 'SVG',
  savePng: 'PNG',
  saveCsv: 'CSV',
  saveLatex: 'LaTeX',
  saveAs: (format: string, title: string) => `Save as ${format}: ${title}`,
  showTable: 'Show as table',
  hideTable: 'Hide table',
  showTableOf: (title: string) => `Show as table: ${title}`,
  hideTableOf: (title: string) => `Hide table: ${title}`,
  bestMark: 'best',
  tiedMark: 'not significantly below the best',
  drawingFailed: 'This figure could not be drawn. Its numbers are in the table.',

  // Banners

  notSaved: (name: string, why: string) => `${name} was not saved: ${why}`,

  // Empty states
  opening: 'Opening the results…',
  noAnswer: 'The extension does not answer. Trying again…',
  firstRunTitle: 'No run has finished yet',
  firstRunText: 'Figures and tables appear here with the first one, and grow with each that follows.',
  stoppedTitle: 'No run was finished',
  stoppedText: 'The experiment stopped before its first run ended. Resume it to get results.',
  nothingRunTitle: 'There is nothing to show',
  nothingRunText: 'None of the runs that the spec asks for could be done. The reasons are below.',
  filteredTitle: 'The filter hides everything',
  filteredText: 'Tick at least one value in each group above.',

  // Live region
  said: {
    saved: (name: string) => `${name} saved.`,
  },
} as const;

/** State and progress in one sentence, for the live region. */
export function stateWords({ state, report, progress }: ExperimentSnapshot): string {
  const done = strings.runsDone(progress?.done ?? report.done, progress?.total ?? report.total);
  switch (state) {
    case 'running': {
      const left = progress?.secondsLeft ?? null;
      return left === null ? `${done} done.` : `${done} done, ${timeLeftText(left)}.`;
    }
    case 'complete':
      return `${strings.complete}: ${strings.allRuns(report.total)}.`;
    case 'incomplete':
      return `${strings.incomplete}: ${done} done.`;
  }
}
