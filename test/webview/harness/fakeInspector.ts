import type { InspectorCard, InspectorItem, InspectorSnapshot } from '../../../src/protocol/inspector.ts';
import type { HandLabels, QueueAnswer, ReviewedLabel } from '../../../src/protocol/inspectorActions.ts';
import type { Acknowledgement, UndoResult } from '../../../src/protocol/labeling.ts';
import { pushSnapshot, sendToView, serveFigureView } from './fakeFigureHost.ts';
import type { FakeFigureHost } from './fakeFigureHost.ts';
import { runCard, runItem } from './inspectorRun.ts';
import { inspectorAnswer, inspectorCard, inspectorItem, inspectorSnapshot } from './inspectorProject.ts';
import type { InspectorOptions } from './inspectorProject.ts';

/** A question as the page asked it. */
export interface AskedQuestion {
  readonly method: string;
  readonly round: number | null;
  readonly params: unknown;
}

/** What the tests see of the page. */
export interface FakeInspector extends FakeFigureHost<InspectorSnapshot> {
  readonly asked: AskedQuestion[];
  readonly cancelled: string[];
  /** Methods whose questions stay without an answer. */
  readonly held: Set<string>;
  /** Why questions of a method are refused. */
  readonly refused: Map<string, string>;
  /** Labels that were set here: class index by row, -1 = taken away. */
  set: Record<number, number>;
  /** What was labeled, as it was sent. */
  readonly labeled: HandLabels[];
  /** What was confirmed or corrected, as it was sent. */
  readonly reviewed: ReviewedLabel[];
  push(options: InspectorOptions): void;
  progress(method: string, message: string, fraction: number | null): void;
}

declare global {
  interface Window {
    fakeInspector: FakeInspector;
  }
}

const query = new URLSearchParams(location.search);
let options = JSON.parse(query.get('inspector') ?? '{}') as InspectorOptions;

const host: FakeInspector = {
  snapshot: inspectorSnapshot(options),
  commands: [],
  saves: [],
  violations: [],
  silent: query.has('silent'),
  refusal: '',
  asked: [],
  cancelled: [],
  held: new Set(options.held),
  refused: new Map(Object.entries(options.refused ?? {})),
  set: {},
  labeled: [],
  reviewed: [],
  push(change) {
    host.snapshot = inspectorSnapshot({ ...options, ...change });
    pushSnapshot('inspector', host.snapshot);
  },
  progress(method, message, fraction) {
    sendToView({ jsonrpc: '2.0', method: 'inspector/progress', params: { method, message, fraction } });
  },
};
window.fakeInspector = host;

/** Tells the view what has changed, as the host does. */
function changed(work: Partial<InspectorSnapshot['work']>): void {
  host.snapshot = { ...host.snapshot, work: { ...host.snapshot.work, ...work } };
  setTimeout(() => pushSnapshot('inspector', host.snapshot), 5);
}

function label(labels: HandLabels): Acknowledgement {
  host.labeled.push(labels);
  const code = host.snapshot.classes.findIndex(({ name }) => name === labels.className);
  for (const row of labels.rows) host.set[row] = code;
  const revision = host.snapshot.work.revision + labels.rows.length;
  changed({ revision, canUndo: true });
  return { revision, eventIds: labels.rows.map(String) };
}

function review(reviewed: ReviewedLabel): Acknowledgement {
  host.reviewed.push(reviewed);
  host.set[reviewed.row] = host.snapshot.classes.findIndex(({ name }) => name === reviewed.className);
  const revision = host.snapshot.work.revision + 1;
  changed({ revision, canUndo: true });
  return { revision, eventIds: [reviewed.eventId] };
}

function undoReview({ row, label, className }: ReviewedLabel): UndoResult {
  Reflect.deleteProperty(host.set, row);
  const revision = host.snapshot.work.revision + 1;
  changed({ revision, canUndo: host.reviewed.length > 0 });
  const action = className === label ? 'confirm' : 'relabel';
  return { revision, itemId: `m${row}`, description: `Undid: ${action} “${className}” on item m${row}` };
}

function undo(): UndoResult {
  const reviewed = host.reviewed.pop();
  if (reviewed !== undefined) return undoReview(reviewed);
  const last = host.labeled.pop();
  for (const row of last?.rows ?? []) Reflect.deleteProperty(host.set, row);
  const revision = host.snapshot.work.revision + (last?.rows.length ?? 0);
  changed({ revision, canUndo: host.labeled.length > 0 });
  return { revision, itemId: null, description: `Undid: label on ${last?.rows.length ?? 0} items` };
}

const cardOf = (row: number): InspectorCard =>
  options.experiment ? runCard(row) : inspectorCard(row, options);

/** Sends the snapshot first, as the host does. */
function chooseRun(run: string): { readonly result: null } | { readonly error: object } {
  const refusal = host.refused.get('inspector/chooseRun');
  if (refusal !== undefined) return { error: { code: -32603, message: refusal } };
  options = { ...options, experiment: { ...options.experiment, run } };
  host.push({});
  return { result: null };
}

/** An item with what was set on it here. */
function itemNow(row: number): InspectorItem | null {
  if (options.experiment) return runItem(row);
  const item = inspectorItem(row, options);
  const code = host.set[row];
  return code === undefined ? item : { ...item, label: host.snapshot.classes[code]?.name ?? null };
}

function queue(rows: readonly number[]): QueueAnswer {
  const before = host.snapshot.work.queued;
  const queued = rows.filter((row) => !before.includes(row) && host.set[row] === undefined);
  changed({ queued: [...queued, ...before] });
  return { queued, decided: rows.length - queued.length, waiting: 0 };
}

function unqueue(rows: readonly number[] | null): number {
  const { queued } = host.snapshot.work;
  const left = rows === null ? [] : queued.filter((row) => !rows.includes(row));
  changed({ queued: left });
  return queued.length - left.length;
}

serveFigureView('inspector', host, {
  notified: (method, params) => {
    if (method === 'inspector/cancel') host.cancelled.push(String(params['method']));
  },
  answer: (method, params) => {
    switch (method) {
      case 'inspector/ask': {
        const asked = params as unknown as AskedQuestion;
        host.asked.push(asked);
        if (host.held.has(asked.method)) return null;
        const refusal = host.refused.get(asked.method);
        if (refusal !== undefined) return { error: { code: -32603, message: refusal } };
        return {
          result: inspectorAnswer(asked.method, {
            ...asked,
            map: { ...options.map, set: host.set },
            look: { ...options.look, reviewed: host.reviewed },
            board: options.board,
            experiment: options.experiment,
          }),
        };
      }
      case 'inspector/cards':
        return { result: (params['rows'] as readonly number[]).map((row) => cardOf(row)) };
      case 'inspector/item': {
        const row =
          'row' in params ? Number(params['row']) : Number(/\d+$/.exec(String(params['itemId']))?.[0] ?? NaN);
        return { result: Number.isNaN(row) ? null : itemNow(row) };
      }
      case 'inspector/chooseRun':
        return chooseRun(String(params['run']));
      case 'inspector/useStrategy': {
        const refusal = host.refused.get(method);
        if (refusal !== undefined) return { error: { code: -32603, message: refusal } };
        host.snapshot = { ...host.snapshot, chosen: String(params['strategy']) };
        setTimeout(() => pushSnapshot('inspector', host.snapshot), 5);
        return { result: null };
      }
      case 'inspector/label':
        return { result: label(params as unknown as HandLabels) };
      case 'inspector/review': {
        const refusal = host.refused.get(method);
        if (refusal !== undefined) return { error: { code: -32603, message: refusal } };
        return { result: review(params as unknown as ReviewedLabel) };
      }
      case 'inspector/undo':
        return { result: undo() };
      case 'inspector/queue':
        return { result: queue(params['rows'] as readonly number[]) };
      case 'inspector/unqueue':
        return { result: unqueue(params['rows'] as readonly number[] | null) };
      default:
        throw new Error(`The view asked for ${method}, which is not in the protocol.`);
    }
  },
});
