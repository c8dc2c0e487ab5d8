import { createOccluder } from '../data/occlude.ts';
import type { Occluder } from '../data/occlude.ts';
import type { RoundInput } from '../engine/rounds/proposeBatch.ts';
import type { RoundRecord } from '../store/store.ts';
import type { InspectedProject } from './inspectedProject.ts';
import { labelsNow } from './labelsNow.ts';
import { PreparedRound } from './preparedRound.ts';
import { decisionsByRound } from './roundHistory.ts';
import type { DecisionsByRound } from './roundHistory.ts';
import { roundInput } from './roundInput.ts';

/** Rounds whose models and rankings are kept; one of 100,000 items takes some ten megabytes a strategy. */
const KEPT_ROUNDS = 2;

/** How a round may use more than the thread that it is worked out in. */
export type RoundHelp = Pick<RoundInput, 'trainNetwork' | 'solveProblems'>;

/** A project under inspection, with what was worked out of it and may be asked for again. */
export class ProjectInspector {
  #project: InspectedProject;
  readonly #help: RoundHelp;
  /** Least recently used first. */
  readonly #rounds = new Map<string, PreparedRound>();
  #labels: ReadonlyMap<number, string> | null = null;
  #itemIds: ReadonlyMap<number, string> | null = null;
  #decisions: Promise<DecisionsByRound> | null = null;
  #occluder: Promise<Occluder> | null = null;

  constructor(project: InspectedProject, help: RoundHelp = {}) {
    this.#project = project;
    this.#help = help;
  }

  get project(): InspectedProject {
    return this.#project;
  }

  /**
   * The same items, features and settings with the events and rounds of by now. Rounds that were worked out stay: what
   * they knew does not change by what came later.
   */
  update(project: InspectedProject): void {
    if (project.events !== this.#project.events) {
      this.#labels = null;
      this.#decisions = null;
    }
    this.#project = project;
  }

  /** The round, put together again. */
  round(record: RoundRecord): PreparedRound {
    // A database that was rebuilt counts its rounds anew.
    const key = `${record.round} ${record.startedAt}`;
    const round =
      this.#rounds.get(key) ?? new PreparedRound({ ...roundInput(record, this.project), ...this.#help });
    this.#rounds.delete(key);
    this.#rounds.set(key, round);
    for (const oldest of this.#rounds.keys()) {
      if (this.#rounds.size <= KEPT_ROUNDS) break;
      this.#rounds.delete(oldest);
    }
    return round;
  }

  /** Ids of the items by row. */
  get itemIds(): ReadonlyMap<number, string> {
    return (this.#itemIds ??= new Map(this.#project.items.map(({ row, itemId }) => [row, itemId])));
  }

  /** The label that each labeled row carries by now. */
  get labels(): ReadonlyMap<number, string> {
    return (this.#labels ??= labelsNow(this.project));
  }

  decisions(): Promise<DecisionsByRound> {
    return (this.#decisions ??= decisionsByRound(this.project.events));
  }

  /** Takes features with names away from items; of texts it needs a pass over all items. */
  occluder(): Promise<Occluder> {
    if (this.#occluder === null) {
      const { featurise, features, items } = this.project;
      this.#occluder = createOccluder(
        featurise,
        features,
        Int32Array.from(items, ({ row }) => row),
      );
      // A pass that was cancelled is made again by whoever asks next.
      this.#occluder.catch(() => (this.#occluder = null));
    }
    return this.#occluder;
  }
}
