import type { InspectorSnapshot } from '../../../src/protocol/inspector.ts';
import { pushSnapshot, sendToView, serveFigureView } from './fakeFigureHost.ts';
import type { FakeFigureHost } from './fakeFigureHost.ts';
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
  push(options: InspectorOptions): void;
  progress(method: string, message: string, fraction: number | null): void;
}

declare global {
  interface Window {
    fakeInspector: FakeInspector;
  }
}

const query = new URLSearchParams(location.search);
const options = JSON.parse(query.get('inspector') ?? '{}') as InspectorOptions;

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
  push(change) {
    host.snapshot = inspectorSnapshot({ ...options, ...change });
    pushSnapshot('inspector', host.snapshot);
  },
  progress(method, message, fraction) {
    sendToView({ jsonrpc: '2.0', method: 'inspector/progress', params: { method, message, fraction } });
  },
};
window.fakeInspector = host;

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
        return { result: inspectorAnswer(asked.method, asked.round, asked.params) };
      }
      case 'inspector/cards':
        return { result: (params['rows'] as readonly number[]).map((row) => inspectorCard(row, options)) };
      case 'inspector/item': {
        const row = 'row' in params ? Number(params['row']) : Number(String(params['itemId']).slice(1));
        return { result: Number.isNaN(row) ? null : inspectorItem(row, options) };
      }
      default:
        throw new Error(`The view asked for ${method}, which is not in the protocol.`);
    }
  },
});
