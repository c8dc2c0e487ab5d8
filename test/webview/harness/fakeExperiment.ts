import type { ExperimentSnapshot, SaveRequest } from '../../../src/protocol/experimentView.ts';
import { parseDrawing } from '../../../webview/experiment/drawing/parseDrawing.ts';
import { experimentReport } from './experimentReport.ts';
import type { ReportOptions } from './experimentReport.ts';

/** What the tests see of the page. */
export interface FakeExperiment {
  snapshot: ExperimentSnapshot;
  readonly commands: string[];
  readonly saves: SaveRequest[];
  readonly violations: string[];
  /** Whether the host answers at all. */
  silent: boolean;
  /** Why the next file is not saved; empty = it is. */
  refusal: string;
  /** Shows another snapshot: `options` of the report, the rest of the snapshot in `over`. */
  push(options: ReportOptions, over?: Partial<ExperimentSnapshot>): void;
  /** Whether the view would take this for a drawing. */
  isDrawing(text: string): boolean;
}

interface Incoming {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

declare global {
  interface Window {
    fakeExperiment: FakeExperiment;
  }
}

const query = new URLSearchParams(location.search);
const asked = JSON.parse(query.get('report') ?? '{}') as ReportOptions;
const over = JSON.parse(query.get('snapshot') ?? '{}') as Partial<ExperimentSnapshot>;

function snapshotOf(options: ReportOptions, changed: Partial<ExperimentSnapshot>): ExperimentSnapshot {
  const report = experimentReport(options);
  return {
    report,
    state: 'complete',
    progress: null,
    folderName: '2025-11-25 16.10.03',
    problem: '',
    ...changed,
  };
}

const host: FakeExperiment = {
  snapshot: snapshotOf(asked, over),
  commands: [],
  saves: [],
  violations: [],
  silent: query.has('silent'),
  refusal: '',
  push(options, changed = {}) {
    host.snapshot = snapshotOf(options, changed);
    send({ jsonrpc: '2.0', method: 'experiment/snapshot', params: host.snapshot });
  },
  isDrawing: (text) => parseDrawing(text) !== null,
};
window.fakeExperiment = host;
document.addEventListener('securitypolicyviolation', (event) => {
  host.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});

Object.assign(window, {
  acquireVsCodeApi: () => ({
    postMessage: (message: unknown) => receive(structuredClone(message) as Incoming),
    getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') as unknown,
    setState: (state: unknown) => {
      sessionStorage.setItem('state', JSON.stringify(state));
      return state;
    },
  }),
});

function send(data: unknown): void {
  window.dispatchEvent(new MessageEvent('message', { data: structuredClone(data) }));
}

function receive({ id, method, params = {} }: Incoming): void {
  if (id === undefined) {
    if (method === 'experiment/command') host.commands.push(String(params['command']));
    return;
  }
  if (host.silent) return;
  setTimeout(() => send({ jsonrpc: '2.0', id, ...answer(method ?? '', params) }), 2);
}

function answer(method: string, params: Readonly<Record<string, unknown>>): object {
  if (method === 'experiment/ready') return { result: host.snapshot };
  if (method !== 'experiment/save')
    throw new Error(`The view asked for ${method}, which is not in the protocol.`);
  if (host.refusal !== '') return { error: { code: -32603, message: host.refusal } };
  host.saves.push(params as unknown as SaveRequest);
  return { result: { saved: true } };
}
