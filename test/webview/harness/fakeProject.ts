import type {
  ClassState,
  GridFilter,
  ItemCard,
  ItemsPage,
  ItemView,
  LabelCommand,
  LabelingSnapshot,
  RankingState,
  UndoResult,
} from '../../../src/protocol/labeling.ts';
import type { ProjectKind } from '../../../src/protocol/project.ts';
import { applyCommand } from '../../../webview/state/marks.ts';
import type { Marks } from '../../../webview/state/marks.ts';
import { excerptOf } from '../../../webview/strings.ts';
import { hostileStrings } from './hostile.ts';
import { contentOf } from './items.ts';

/** Commands set together, as undo takes them back. */
type Group = { readonly itemId: string; readonly before: Marks; readonly after: Marks }[];

export interface FakeOptions {
  readonly kind: ProjectKind;
  readonly total: number;
  readonly classes: number;
  readonly hostile: boolean;
  readonly gains: boolean;
}

const unmarked: Marks = { label: null, skipped: false, flagged: false, note: '' };
const colours = ['#4e79a7', '#f28e2b', '#59a14f', '#e15759', '#b07aa1', '#76b7b2', '#edc948', '#9c755f'];
const names = [
  'positive',
  'negative',
  'neutral',
  'mixed',
  'question',
  'spam',
  'complaint',
  'praise',
  'other',
  'unclear',
];
const keys = '1234567890abcdehijklmopqrtvwxyz';

/** A labeling project in memory: the fold, the queue and undo, as simple as can be. */
export class FakeProject {
  revision = 0;
  /** Every event id in order of arrival, with repeats: what really came over the wire. */
  readonly received: string[] = [];
  readonly commands: LabelCommand[] = [];
  overrides: Partial<LabelingSnapshot> = {};
  readonly #options: FakeOptions;
  readonly #marks = new Map<string, Marks>();
  readonly #seen = new Map<string, UndoResult | null>();
  #history: string[] = [];
  #done: { readonly itemId: string; readonly before: Marks; readonly after: Marks }[][] = [];
  #undone: Group[] = [];
  #classes: readonly ClassState[];

  constructor(options: FakeOptions) {
    this.#options = options;
    this.#classes = Array.from({ length: options.classes }, (_, index) => ({
      name: options.hostile
        ? hostileStrings[index % hostileStrings.length]!
        : (names[index] ?? `class ${index + 1}`),
      key: keys[index] ?? '',
      colour: colours[index % colours.length]!,
      description: options.hostile ? hostileStrings[(index + 3) % hostileStrings.length]! : '',
      labeled: 0,
    }));
  }

  marks(itemId: string): Marks {
    return this.#marks.get(itemId) ?? unmarked;
  }

  apply(commands: readonly LabelCommand[]): number {
    this.received.push(...commands.map((command) => command.eventId));
    const group: Group = [];
    for (const command of commands) {
      if (this.#seen.has(command.eventId)) continue;
      this.#seen.set(command.eventId, null);
      this.commands.push(command);
      const before = this.marks(command.itemId);
      const after = applyCommand(before, command);
      group.push({ itemId: command.itemId, before, after });
      this.#set(command.itemId, after);
      this.revision += 1;
    }
    if (group.length > 0) {
      this.#done.push(group);
      this.#undone = [];
    }
    return this.revision;
  }

  undo(eventId: string, redo: boolean): UndoResult {
    this.received.push(eventId);
    const known = this.#seen.get(eventId);
    if (known) return known;
    const group = (redo ? this.#undone : this.#done).pop();
    if (group === undefined) return { revision: this.revision, itemId: null, description: '' };
    (redo ? this.#done : this.#undone).push(group);
    for (const step of group) this.#set(step.itemId, redo ? step.after : step.before);
    this.revision += 1;
    const itemId = group[0]!.itemId;
    const result = {
      revision: this.revision,
      itemId,
      description: `${redo ? 'Redid' : 'Undid'}: item ${itemId}`,
    };
    this.#seen.set(eventId, result);
    return result;
  }

  item(itemId: string): ItemView {
    const row = Number(itemId.slice(1));
    const { kind, hostile, gains } = this.#options;
    const random = row % 6 === 4;
    const hostileTitle = hostileStrings[row % hostileStrings.length]!;
    return {
      itemId,
      row,
      content: contentOf(kind, row, hostile),
      ...this.marks(itemId),
      rank: random ? null : row + 1,
      score: random ? null : 1 / (1 + row / 40),
      gain: gains || hostile ? this.#gain(row) : null,
      stream: random ? 'random' : 'strategy',
      repeat: false,
      strategyTitle: hostile ? hostileTitle : 'Margin',
      selectionProbability: 0.0123,
      suggestion: random ? null : this.#suggestion(row),
    };
  }

  card(row: number): ItemCard {
    const { itemId, content, label, skipped, flagged, rank, suggestion } = this.item(`i${row}`);
    const thumbnail = content.kind === 'image' ? content.thumbnail : null;
    return {
      itemId,
      row,
      excerpt: excerptOf(content, 160),
      thumbnail,
      label,
      skipped,
      flagged,
      rank,
      suggestion,
    };
  }

  page(filter: GridFilter, offset: number, limit: number): ItemsPage {
    const rows = filter === 'all' || filter === 'ranked' ? null : this.#rows(filter);
    const total = rows?.length ?? this.#options.total;
    const length = Math.max(0, Math.min(limit, total - offset));
    const cards = Array.from({ length }, (_, index) => this.card(rows?.[offset + index] ?? offset + index));
    return { total, offset, cards };
  }

  snapshot(): LabelingSnapshot {
    const { kind, hostile, total } = this.#options;
    const sequence = [...this.#history.slice(-20), ...this.#ahead(8)];
    const labels = [...this.#marks.values()];
    const ranking: RankingState = {
      round: 3,
      labelsAgo: this.revision % 10,
      status: 'current',
      progress: '',
      detail: hostile ? hostileStrings[1]! : '',
      strategy: 'margin',
      strategyTitle: hostile ? hostileStrings[2]! : 'Margin',
    };
    return {
      projectName: hostile ? hostileStrings[0]! : 'reviews',
      kind,
      revision: this.revision,
      classes: this.#classes.map((entry) => ({
        ...entry,
        labeled: labels.filter((marks) => marks.label === entry.name).length,
      })),
      total,
      labeled: labels.filter((marks) => marks.label !== null).length,
      skipped: labels.filter((marks) => marks.skipped && marks.label === null).length,
      flagged: labels.filter((marks) => marks.flagged).length,
      ranking,
      sequence: sequence.map((id) => this.item(id)),
      turn: Math.min(this.#history.length, 20),
      canUndo: this.#done.length > 0,
      canRedo: this.#undone.length > 0,
      readOnly: null,
      showSuggestions: true,
      notice: hostile ? hostileStrings[3]! : '',
      busy: hostile ? hostileStrings[4]! : '',
      ...this.overrides,
    };
  }

  #gain(row: number): ItemView['gain'] {
    const { hostile } = this.#options;
    const change = { mean: 0.0043 - row / 1000, deviation: 0.003 };
    return hostile
      ? { ...change, objective: 'f1', className: hostileStrings[row % hostileStrings.length]! }
      : { ...change, objective: 'balancedAccuracy', className: null };
  }

  #suggestion(row: number): ItemView['suggestion'] {
    const entry = this.#classes[(row * 7) % Math.max(1, this.#classes.length)];
    return entry === undefined ? null : { className: entry.name, probability: 0.4 + ((row * 37) % 55) / 100 };
  }

  #set(itemId: string, marks: Marks): void {
    const decided = marks.label !== null || marks.skipped;
    const known = this.#history.includes(itemId);
    if (decided && !known) this.#history.push(itemId);
    if (!decided && known) this.#history = this.#history.filter((id) => id !== itemId);
    this.#marks.set(itemId, marks);
  }

  #ahead(length: number): string[] {
    const decided = new Set(this.#history);
    const ahead: string[] = [];
    for (let row = 0; row < this.#options.total && ahead.length < length; row += 1) {
      if (!decided.has(`i${row}`)) ahead.push(`i${row}`);
    }
    return ahead;
  }

  #rows(filter: 'labeled' | 'skipped' | 'flagged'): number[] {
    const wanted = (marks: Marks): boolean => (filter === 'labeled' ? marks.label !== null : marks[filter]);
    return [...this.#marks].filter(([, marks]) => wanted(marks)).map(([itemId]) => Number(itemId.slice(1)));
  }
}
