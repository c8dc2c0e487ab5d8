import type { InspectorWork } from '../../../src/protocol/inspectorActions.ts';
import { MOST_AT_ONCE } from '../../../src/protocol/inspectorActions.ts';
import { createDwellTimer } from '../../state/dwellTimer.ts';
import type { InspectorController } from '../inspectorController.ts';
import { strings } from '../strings/map.ts';
import { readMapChoices, writeMapChoices } from './mapChoices.ts';
import type { MapChoices } from './mapChoices.ts';

/** What a drag of the pointer does. */
export type BrushTool = 'move' | 'rectangle' | 'lasso';

/** How points join the selection. */
export type SelectHow = 'set' | 'add' | 'toggle';

const idle: InspectorWork = {
  ...{ revision: 0, readOnly: null, canUndo: false },
  ...{ queued: [], blind: [], repeats: [] },
};
const kept = 'map';

/** The map without its picture: what is chosen and selected, and what is done with it. */
export class MapModel {
  readonly controller: InspectorController;
  tool: BrushTool = 'move';
  /** The item whose card is open. */
  focused: number | null = null;
  /** A label that waits for a yes; undefined = none. */
  confirming: string | null | undefined = undefined;
  /** What was sent to the queue last, to be taken back. */
  sent: readonly number[] = [];
  /** What became of the last action. */
  outcome = '';
  /** Classes (null = none) of rows that were labeled here, until the answer knows them. */
  patches: ReadonlyMap<number, { readonly className: string | null; readonly revision: number }> = new Map();
  #choices: MapChoices;
  #selected: ReadonlySet<number>;
  readonly #dwell = createDwellTimer(() => performance.now());

  constructor(controller: InspectorController) {
    this.controller = controller;
    this.#choices = readMapChoices(controller.kept(kept));
    this.#selected = new Set(this.#choices.selected);
  }

  get choices(): MapChoices {
    return this.#choices;
  }

  /** Rows. */
  get selected(): ReadonlySet<number> {
    return this.#selected;
  }

  get work(): InspectorWork {
    return this.controller.snapshot?.work ?? idle;
  }

  /** Why the selection can be neither labeled nor queued; empty when it can. */
  get refusal(): string {
    const { readOnly } = this.work;
    if (readOnly !== null) return readOnly;
    return this.#selected.size > MOST_AT_ONCE ? strings.tooMany(MOST_AT_ONCE) : '';
  }

  choose(change: Partial<MapChoices>): void {
    this.#choices = { ...this.#choices, ...change };
    this.controller.keep(kept, writeMapChoices(this.#choices));
  }

  /** The answer has come that knows all events up to this revision. */
  forgetPatches(revision: number): void {
    this.patches = new Map([...this.patches].filter(([, patch]) => patch.revision > revision));
  }

  /** Items that are on the map no more, as after an import, are not selected any more. `rows` are those that are. */
  dropMissing(rows: Int32Array): void {
    if (this.#selected.size === 0) return;
    const there = new Set(rows);
    const selected = [...this.#selected].filter((row) => there.has(row));
    if (selected.length === this.#selected.size) return;
    this.#selected = new Set(selected);
    this.#choices = { ...this.#choices, selected };
  }

  setTool(tool: BrushTool): void {
    this.tool = tool;
    this.#changed();
  }

  focus(row: number | null): void {
    this.focused = row;
    this.#changed();
  }

  select(rows: readonly number[], how: SelectHow): void {
    const next = new Set(how === 'set' ? [] : this.#selected);
    for (const row of rows) {
      if (how === 'toggle' && next.has(row)) next.delete(row);
      else next.add(row);
    }
    this.#setSelected(next);
  }

  unselect(rows: readonly number[]): void {
    const next = new Set(this.#selected);
    for (const row of rows) next.delete(row);
    this.#setSelected(next);
  }

  clearSelection(): void {
    this.#setSelected(new Set());
  }

  /** Somebody looks and points: it counts as time spent. */
  activity(): void {
    this.#dwell.activity();
  }

  /** Labels the selection; asks first where it is more than one item. Null takes labels away. */
  label(className: string | null): void {
    if (this.refusal !== '' || this.#selected.size === 0) return;
    if (this.#selected.size === 1) void this.#label(className);
    else {
      this.confirming = className;
      this.#changed();
    }
  }

  confirm(isYes: boolean): void {
    const className = this.confirming;
    this.confirming = undefined;
    if (isYes && className !== undefined) void this.#label(className);
    this.#changed();
  }

  undo(): Promise<void> {
    return this.#act(async () => {
      const { description } = await this.controller.actions.undo(crypto.randomUUID());
      this.patches = new Map();
      return description;
    });
  }

  sendToQueue(): Promise<void> {
    return this.#act(async () => {
      const answer = await this.controller.actions.queue([...this.#selected]);
      this.sent = answer.queued;
      return strings.said.queued(answer.queued.length, answer.decided, answer.waiting);
    });
  }

  /** Takes items out of the front of the queue; null = all that were sent there. */
  takeFromQueue(rows: readonly number[] | null): Promise<void> {
    return this.#act(async () => {
      const count = await this.controller.actions.unqueue(rows);
      this.sent = [];
      return strings.said.takenBack(count);
    });
  }

  async #label(className: string | null): Promise<void> {
    const rows = [...this.#selected];
    await this.#act(async () => {
      const { revision } = await this.controller.actions.label({
        eventId: crypto.randomUUID(),
        rows,
        className,
        secondsSpent: this.#dwell.seconds(),
      });
      this.patches = new Map([
        ...this.patches,
        ...rows.map((row) => [row, { className, revision }] as const),
      ]);
      this.#setSelected(new Set());
      return strings.said.labeled(rows.length, className);
    });
  }

  /** Says what became of it; what fails is shown until it is dismissed. */
  async #act(act: () => Promise<string>): Promise<void> {
    try {
      this.outcome = await act();
      this.controller.say(this.outcome);
    } catch (error) {
      this.outcome = '';
      this.controller.complain(error instanceof Error ? error.message : String(error));
    }
  }

  #setSelected(selected: ReadonlySet<number>): void {
    this.#selected = selected;
    this.outcome = '';
    this.#dwell.restart();
    this.choose({ selected: [...selected] });
  }

  #changed(): void {
    this.choose({});
  }
}

const models = new WeakMap<InspectorController, MapModel>();

/** One for each view: it stays while other tabs are looked at. */
export function mapModelOf(controller: InspectorController): MapModel {
  const known = models.get(controller) ?? new MapModel(controller);
  models.set(controller, known);
  return known;
}
