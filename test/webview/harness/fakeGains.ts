import type { SaveRequest } from '../../../src/protocol/experimentView.ts';
import type { GainSnapshot } from '../../../src/protocol/gainView.ts';
import { gainSnapshot } from './gainSnapshot.ts';
import type { GainOptions } from './gainSnapshot.ts';

/** What the tests see of the page. */
export interface FakeGains {
  snapshot: GainSnapshot;
  readonly commands: string[];
  readonly saves: SaveRequest[];
  readonly violations: string[];
  /** Whether the host answers at all. */
  silent: boolean;
  /** Why the next file is not saved; empty = it is. */
  refusal: string;
  push(options: GainOptions): void;
}

interface Incoming {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

declare global {
  interface Window {
    fakeGains: FakeGains;
  }
}

const query = new URLSearchParams(location.search);

const host: FakeGains = {
  snapshot: gainSnapshot(JSON.parse(query.get('gains') ?? '{}') as GainOptions),
  commands: [],
  saves: [],
  violations: [],
  silent: query.has('silent'),
  refusal: '',
  push(options) {
    host.snapshot = gainSnapshot(options);
    send({ jsonrpc: '2.0', method: 'gains/snapshot', params: host.snapshot });
  },
};
window.fakeGains = host;
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
    if (method === 'gains/command') host.commands.push(String(params['command']));
    return;
  }
  if (host.silent) return;
  setTimeout(() => send({ jsonrpc: '2.0', id, ...answer(method ?? '', params) }), 2);
}

function answer(method: string, params: Readonly<Record<string, unknown>>): object {
  if (method === 'gains/ready') return { result: host.snapshot };
  if (method !== 'gains/save') throw new Error(`The view asked for ${method}, which is not in the protocol.`);
  if (host.refusal !== '') return { error: { code: -32603, message: host.refusal } };
  host.saves.push(params as unknown as SaveRequest);
  return { result: { saved: true } };
}
