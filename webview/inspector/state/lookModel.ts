import type { InspectorWork } from '../../../src/protocol/inspectorActions.ts';
import type { SecondLookReport, Suspect } from '../../../src/protocol/secondLook.ts';
import { lastOf } from '../map/lastOf.ts';
import { createDwellTimer } from '../../state/dwellTimer.ts';
import type { InspectorController } from '../inspectorController.ts';
import { strings } from '../strings/secondLook.ts';

const idle: InspectorWork = {
  ...{ revision: 0, readOnly: null, canUndo: false },
  ...{ queued: [], blind: [], repeats: [] },
};
const keptAs = 'secondLook';
/** Steps that can be taken back. */
const MOST_STEPS = 100;

/** What was done with a label in doubt; undo takes it back. */
interface Step {
  readonly kind: 'decided' | 'putOff';
  readonly row: number;
}

/** Where the queue stands. */
export interface LookState {
  /** What to look at; null where nothing is left, or only what was put off. */
  readonly current: Suspect | null;
  /** Those that may be shown, decided ones included. */
  readonly shown: readonly Suspect[];
  /** Still to be looked at, what was put off included. */
  readonly left: number;
  readonly later: number;
  /** Kept back for what they would tell. */
  readonly held: number;
}

/** The queue of labels in doubt without its picture. */
export class LookModel {
  readonly controller: InspectorController;
  /** What became of the last step. */
  outcome = '';
  /** True once after a label was chosen from elsewhere: it takes the focus. */
  wantsFocus = false;
  /** The class that each row got here, by name; the same as before where it was confirmed. */
  decided: ReadonlyMap<number, string> = new Map();
  /** The revision that is asked about: another one only when the annotator wants to look again. */
  #asked: number | null = null;
  #later: readonly number[];
  #repeats: readonly number[] = [];
  /** Comes first: it was chosen, or is back by undo. */
  #first: number | null = null;
  #steps: readonly Step[];
  #acting: Promise<void> = Promise.resolve();
  #underWay = 0;
  /** Events that were made here since `#asked`, and the last revision that they led to. */
  #own = { events: 0, revision: 0 };
  #onScreen: number | null = null;
  /** The report that was drawn last. */
  #report: SecondLookReport | null = null;
  readonly #shownOf = lastOf(withoutRepeats);
  readonly #dwell = createDwellTimer(() => performance.now());

  constructor(controller: InspectorController) {
    this.controller = controller;
    const { later, steps } = readKept(controller.kept(keptAs));
    this.#later = later;
    this.#steps = steps;
  }

  get work(): InspectorWork {
    return this.controller.snapshot?.work ?? idle;
  }

  /** Rows that wait to be asked again: the same array while they are the same. */
  get repeats(): readonly number[] {
    const { repeats } = this.work;
    if (repeats.join() !== this.#repeats.join()) this.#repeats = repeats;
    return this.#repeats;
  }

  get revision(): number {
    return (this.#asked ??= this.work.revision);
  }

  /** Whether there is a step of this queue to take back. */
  get canUndo(): boolean {
    return this.work.readOnly === null && this.#steps.length > 0;
  }

  /** Rows that were put off. */
  get later(): readonly number[] {
    return this.#later;
  }

  /** Somebody looks: it counts as time spent. */
  activity(): void {
    this.#dwell.activity();
  }

  nameOf(label: number): string {
    return this.controller.snapshot?.classes[label]?.name ?? '';
  }

  /** Reads what is to be seen of `report` now. */
  state(report: SecondLookReport): LookState {
    this.#report = report;
    const { suspects } = report;
    const shown = this.#shownOf(suspects, this.repeats);
    const open = shown.filter(({ row }) => !this.decided.has(row));
    const later = new Set(this.#later);
    const current =
      open.find(({ row }) => row === this.#first) ??
      open.find((each) => !later.has(each.row) && this.#isThere(each)) ??
      null;
    if (current !== null && current.row !== this.#onScreen) {
      this.#onScreen = current.row;
      this.#dwell.restart();
    }
    return {
      current,
      shown,
      left: open.length,
      later: open.filter(({ row }) => later.has(row)).length,
      held: suspects.length - shown.length,
    };
  }

  /** How many were confirmed and corrected here. */
  counts({ suspects }: SecondLookReport): { readonly confirmed: number; readonly corrected: number } {
    const decided = suspects.filter(({ row }) => this.decided.has(row));
    const confirmed = decided.filter(({ row, label }) => this.decided.get(row) === this.nameOf(label)).length;
    return { confirmed, corrected: decided.length - confirmed };
  }

  /** Whether labels were set that neither `report` knows nor this view set. */
  hasOthers({ revision }: SecondLookReport): boolean {
    return this.#underWay === 0 && this.work.revision - revision > this.#own.events;
  }

  /** Confirms the label or gives another; what is on screen moves on at once. */
  decide(suspect: Suspect, className: string): void {
    if (this.work.readOnly !== null || this.decided.has(suspect.row)) return;
    const { row, itemId } = suspect;
    const label = this.nameOf(suspect.label);
    const secondsSpent = this.#dwell.seconds();
    const step: Step = { kind: 'decided', row };
    this.decided = new Map([...this.decided, [row, className]]);
    this.#push(step);
    this.#did(
      className === label ? strings.said.kept(itemId, label) : strings.said.changed(itemId, label, className),
    );
    this.#act(
      async () => {
        const eventId = crypto.randomUUID();
        const { revision } = await this.controller.actions.review({
          ...{ eventId, row, label, className, secondsSpent },
        });
        this.#own = { events: this.#own.events + 1, revision };
      },
      () => this.#takeBack(step),
    );
  }

  putOff({ row, itemId }: Suspect): void {
    this.#setLater([...this.#later.filter((each) => each !== row), row]);
    this.#push({ kind: 'putOff', row });
    this.#did(strings.said.putOff(itemId));
  }

  /** What was put off is looked at again. */
  backToLater(): void {
    this.#setLater([]);
    this.#steps = this.#steps.filter(({ kind }) => kind === 'decided');
    this.#did('');
  }

  /** Shows a label that was chosen from elsewhere. */
  show(row: number): void {
    this.#first = row;
    this.wantsFocus = true;
    this.#did('');
  }

  /**
   * Takes back the last step here. Of decisions that is the annotator's last step, which may have been made elsewhere
   * since: what it was is said.
   */
  undo(): void {
    const step = this.#steps.at(-1);
    if (!this.canUndo || step === undefined) return;
    const suspects = this.#report?.suspects ?? [];
    if (step.kind === 'putOff') {
      this.#takeBack(step);
      this.#did(strings.said.back(suspects.find(({ row }) => row === step.row)?.itemId ?? ''));
      return;
    }
    this.#act(async () => {
      const known = Math.max(this.work.revision, this.#own.revision);
      const { itemId, revision, description } = await this.controller.actions.undo(crypto.randomUUID());
      const undone = suspects.find((each) => each.itemId === itemId);
      const events = undone === undefined ? 0 : Math.max(0, revision - known);
      this.#own = { events: this.#own.events + events, revision };
      if (undone !== undefined) this.#takeBack({ kind: 'decided', row: undone.row });
      // Decided before this was worked out, it is not in it: it is time to look again.
      else if (!suspects.some(({ row }) => row === step.row)) this.#takeBack(step);
      this.#did(description);
    });
  }

  /** Works it out anew from the labels of now. */
  lookAgain(): void {
    this.#asked = Math.max(this.work.revision, this.#own.revision);
    this.#own = { ...this.#own, events: 0 };
    this.decided = new Map();
    this.#steps = this.#steps.filter(({ kind }) => kind === 'decided');
    this.#first = null;
    this.#setLater([]);
    this.#did('');
  }

  /** With the label that is in doubt, as far as is known. */
  #isThere({ row, label }: Suspect): boolean {
    const item = this.controller.item(row);
    return item === null || (!item.blind && item.label === this.nameOf(label));
  }

  #push(step: Step): void {
    this.#steps = [...this.#steps, step].slice(-MOST_STEPS);
    if (this.#first === step.row) this.#first = null;
  }

  /** The label is in doubt again, and comes first. */
  #takeBack({ kind, row }: Step): void {
    const at = this.#steps.findLastIndex((each) => each.row === row && each.kind === kind);
    this.#steps = this.#steps.filter((_, index) => index !== at);
    if (kind === 'putOff') this.#setLater(this.#later.filter((each) => each !== row));
    else this.decided = new Map([...this.decided].filter(([each]) => each !== row));
    this.#first = row;
  }

  /** One after the other, so that an undo takes back what was sent before. What fails is shown until it is dismissed. */
  #act(act: () => Promise<void>, failed: () => void = () => undefined): void {
    this.#underWay++;
    this.#acting = this.#acting.then(act).then(
      () => {
        this.#underWay--;
      },
      (error: unknown) => {
        this.#underWay--;
        failed();
        this.outcome = '';
        this.controller.complain(error instanceof Error ? error.message : String(error));
      },
    );
  }

  #setLater(rows: readonly number[]): void {
    this.#later = rows;
  }

  /** Draws anew, and says what became of the step and what is on screen now. */
  #did(outcome: string): void {
    this.outcome = outcome;
    this.controller.keep(keptAs, { later: this.#later, steps: this.#steps });
    if (this.#report === null || outcome === '') return;
    const { current, left } = this.state(this.#report);
    const next =
      current === null
        ? strings.said.none
        : strings.said.next(current.itemId, this.nameOf(current.label), left);
    this.controller.say(`${outcome} ${next}`);
  }
}

/** Those that may be shown. */
function withoutRepeats(suspects: readonly Suspect[], repeats: readonly number[]): readonly Suspect[] {
  const waiting = new Set(repeats);
  return suspects.filter((suspect) => !wouldTell(suspect, waiting));
}

/** Whether to show it would tell the label of an item that is asked again without it. */
const wouldTell = ({ row, reasons }: Suspect, repeats: ReadonlySet<number>): boolean =>
  repeats.has(row) || reasons.some((reason) => reason.kind === 'duplicate' && repeats.has(reason.twin));

/** What the view before kept; what another version wrote is left. */
function readKept(kept: unknown): { readonly later: readonly number[]; readonly steps: readonly Step[] } {
  const { later, steps } = (kept ?? {}) as { readonly later?: unknown; readonly steps?: unknown };
  return {
    later: Array.isArray(later) ? later.filter((row): row is number => Number.isSafeInteger(row)) : [],
    steps: Array.isArray(steps) ? steps.filter(isStep) : [],
  };
}

const isStep = (each: unknown): each is Step => {
  const { kind, row } = (each ?? {}) as { readonly kind?: unknown; readonly row?: unknown };
  return (kind === 'decided' || kind === 'putOff') && Number.isSafeInteger(row);
};

const models = new WeakMap<InspectorController, LookModel>();

/** One for each view: it stays while other tabs are looked at. */
export function lookModelOf(controller: InspectorController): LookModel {
  const known = models.get(controller) ?? new LookModel(controller);
  models.set(controller, known);
  return known;
}
