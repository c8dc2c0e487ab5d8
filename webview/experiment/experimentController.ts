import { experimentFigures } from '../../src/charts/experimentFigures.ts';
import { experimentTables } from '../../src/charts/experimentTables.ts';
import { choicesOf, filterReport } from '../../src/charts/reportFilter.ts';
import type { ExperimentReport } from '../../src/protocol/experiment.ts';
import type { ExperimentCommand, ExperimentSnapshot } from '../../src/protocol/experimentView.ts';
import { FigureController } from '../figureController.ts';
import type { FigureControllerOptions } from '../figureController.ts';
import { allOrNone, filterOf, nothingHidden, toggled } from './state/hiddenValues.ts';
import type { Choices, Dimension, HiddenValues } from './state/hiddenValues.ts';
import { ProgressSpeech } from './state/progressSpeech.ts';
import type { SavedView } from './state/savedView.ts';
import { sectionsOf } from './state/sections.ts';
import type { Section } from './state/sections.ts';

/** What a controller needs of the world; tests hand in their own. */
export interface ExperimentControllerOptions extends FigureControllerOptions<
  ExperimentSnapshot,
  ExperimentCommand
> {
  readonly saved: SavedView;
  readonly save: (view: SavedView) => void;
}

/** What is on the page of a snapshot under a filter. */
export interface Results {
  readonly choices: Choices;
  /** True where there are results, but the filter lets none through. */
  readonly filteredAway: boolean;
  readonly sections: readonly Section[];
}

/** The results view without its picture: the snapshot, the filter, what is open, what is being saved. */
export class ExperimentController extends FigureController<ExperimentSnapshot, ExperimentCommand> {
  /** From the click until the experiment has stopped. */
  cancelling = false;
  readonly #keepView: (view: SavedView) => void;
  readonly #speech: ProgressSpeech;
  #saved: SavedView;
  #results: { report: ExperimentReport; hidden: HiddenValues; made: Results } | null = null;

  constructor(options: ExperimentControllerOptions) {
    super(options);
    this.#keepView = options.save;
    this.#saved = options.saved;
    this.#speech = new ProgressSpeech({ schedule: options.schedule, say: (text) => this.announce(text) });
  }

  get saved(): SavedView {
    return this.#saved;
  }

  /** Made anew only when the report or the filter is another; null before the first snapshot. */
  get results(): Results | null {
    const { hidden } = this.#saved;
    const report = this.snapshot?.report;
    if (report === undefined) return null;
    if (this.#results?.report !== report || this.#results.hidden !== hidden) {
      this.#results = { report, hidden, made: resultsOf(report, hidden) };
    }
    return this.#results.made;
  }

  toggle(dimension: Dimension, value: string): void {
    this.#keep({ hidden: toggled(this.#saved.hidden, dimension, value) });
  }

  /** Ticks every value of a dimension, or unticks them. */
  tickAll(dimension: Dimension, ticked: boolean): void {
    const none = ticked ? [] : (this.results?.choices[dimension] ?? []);
    this.#keep({ hidden: allOrNone(this.#saved.hidden, dimension, none) });
  }

  showEverything(): void {
    this.#keep({ hidden: nothingHidden });
  }

  setFilterOpen(filterOpen: boolean): void {
    this.#keep({ filterOpen });
  }

  /** Opens or closes the text twin of a figure. */
  toggleText(figureId: string): void {
    const { opened } = this.#saved;
    const open = opened.includes(figureId);
    this.#keep({ opened: open ? opened.filter((id) => id !== figureId) : [...opened, figureId] });
  }

  /** Paints nothing: the page is already there. */
  keepScroll(scrollTop: number): void {
    this.#saved = { ...this.#saved, scrollTop };
    this.#keepView(this.#saved);
  }

  override command(command: ExperimentCommand): void {
    if (command === 'cancel') this.cancelling = true;
    super.command(command);
    this.changed();
  }

  protected override received(snapshot: ExperimentSnapshot): void {
    if (snapshot.state !== 'running') this.cancelling = false;
    this.#speech.heard(snapshot);
  }

  #keep(part: Partial<SavedView>): void {
    this.#saved = { ...this.#saved, ...part };
    this.#keepView(this.#saved);
    this.changed();
  }
}

function resultsOf(report: ExperimentReport, hidden: HiddenValues): Results {
  const choices = choicesOf(report);
  const filtered = filterReport(report, filterOf(hidden, choices));
  // Ranks are over all data sets: without a cell they would stand alone. The reasons of what was not run do.
  const shown = filtered.cells.length === 0 ? { ...filtered, ranks: [] } : filtered;
  const sections = sectionsOf(experimentFigures(shown, choices.strategies), experimentTables(shown));
  return { choices, filteredAway: report.cells.length > 0 && sections.length === 0, sections };
}
