import { experimentFigures } from '../../src/charts/experimentFigures.ts';
import { experimentTables } from '../../src/charts/experimentTables.ts';
import { choicesOf, filterReport } from '../../src/charts/reportFilter.ts';
import type { ExperimentReport } from '../../src/protocol/experiment.ts';
import type {
  ExperimentCommand,
  ExperimentSnapshot,
  SaveRequest,
} from '../../src/protocol/experimentView.ts';
import { HostLink } from '../hostLink.ts';
import type { ExperimentHost } from './experimentHost.ts';
import { allOrNone, filterOf, nothingHidden, toggled } from './state/hiddenValues.ts';
import type { Choices, Dimension, HiddenValues } from './state/hiddenValues.ts';
import { ProgressSpeech } from './state/progressSpeech.ts';
import type { SavedView } from './state/savedView.ts';
import { sectionsOf } from './state/sections.ts';
import type { Section } from './state/sections.ts';
import { strings } from './strings.ts';

/** What a controller needs of the world; tests hand in their own. */
export interface ExperimentControllerOptions {
  readonly host: ExperimentHost;
  readonly saved: SavedView;
  readonly save: (view: SavedView) => void;
  /** Runs the callback later; returns what cancels it. */
  readonly schedule: (callback: () => void, delayMs: number) => () => void;
}

/** What is on the page of a snapshot under a filter. */
export interface Results {
  readonly choices: Choices;
  /** True where there are results, but the filter lets none through. */
  readonly filteredAway: boolean;
  readonly sections: readonly Section[];
}

/** The results view without its picture: the snapshot, the filter, what is open, what is being saved. */
export class ExperimentController {
  snapshot: ExperimentSnapshot | null = null;
  /** From the click until the experiment has stopped. */
  cancelling = false;
  /** Why a file was not saved; shown until dismissed. */
  failure = '';
  /** For the live region. */
  announcement = '';
  readonly #options: ExperimentControllerOptions;
  readonly #link: HostLink<ExperimentSnapshot>;
  readonly #speech: ProgressSpeech;
  readonly #listeners = new Set<() => void>();
  #saved: SavedView;
  #results: { report: ExperimentReport; hidden: HiddenValues; made: Results } | null = null;

  constructor(options: ExperimentControllerOptions) {
    const { host, saved, schedule } = options;
    this.#options = options;
    this.#saved = saved;
    this.#speech = new ProgressSpeech({ schedule, say: (text) => this.#announce(text) });
    this.#link = new HostLink({
      host,
      shownRevision: () => null,
      onAnswer: (snapshot) => this.#receive(snapshot),
      // The words change once the host has left a question without an answer.
      schedule: (callback, delayMs) =>
        schedule(() => {
          callback();
          this.#changed();
        }, delayMs),
    });
    host.onSnapshot((snapshot) => this.#receive(snapshot));
  }

  /** True once a question stayed without an answer. */
  get silent(): boolean {
    return this.#link.silent;
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

  /** Returns what ends it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Asks for the state; again whenever the view is shown, because a hidden webview loses messages. */
  connect(): void {
    this.#link.connect(() => undefined);
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
    this.#options.save(this.#saved);
  }

  command(command: ExperimentCommand): void {
    if (command === 'cancel') this.cancelling = true;
    this.#options.host.command(command);
    this.#changed();
  }

  /** Hands a file to the host, which asks where to put it. Content that cannot be made counts as not saved. */
  async save(request: Omit<SaveRequest, 'content'>, content: () => string | Promise<string>): Promise<void> {
    const name = request.suggestedName;
    this.failure = '';
    try {
      const { saved } = await this.#options.host.save({ ...request, content: await content() });
      if (saved) this.#announce(strings.said.saved(name));
    } catch (error) {
      this.failure = strings.notSaved(name, error instanceof Error ? error.message : String(error));
    }
    this.#changed();
  }

  dismissFailure(): void {
    this.failure = '';
    this.#changed();
  }

  #receive(snapshot: ExperimentSnapshot): void {
    this.snapshot = snapshot;
    if (snapshot.state !== 'running') this.cancelling = false;
    this.#speech.heard(snapshot);
    this.#changed();
  }

  #keep(part: Partial<SavedView>): void {
    this.#saved = { ...this.#saved, ...part };
    this.#options.save(this.#saved);
    this.#changed();
  }

  #announce(text: string): void {
    // The same words twice are said twice only when the text differs.
    this.announcement = text === this.announcement ? `${text}\u00a0` : text;
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
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
