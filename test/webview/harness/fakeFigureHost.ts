import type { SaveRequest } from '../../../src/protocol/experimentView.ts';

/** What the tests see of the page of a view of figures. */
export interface FakeFigureHost<Snapshot> {
  snapshot: Snapshot;
  readonly commands: string[];
  readonly saves: SaveRequest[];
  readonly violations: string[];
  /** Whether the host answers at all. */
  silent: boolean;
  /** Why the next file is not saved; empty = it is. */
  refusal: string;
}

interface Incoming {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** What a view says beyond what all views of figures say. */
export interface OtherMessages {
  readonly notified: (method: string, params: Readonly<Record<string, unknown>>) => void;
  /** A JSON-RPC result or error; null = no answer. Throws for what is not in the protocol. */
  readonly answer: (method: string, params: Readonly<Record<string, unknown>>) => object | null;
}

/** Stands in for VS Code: answers the view's `<room>/...` messages from `host`. */
export function serveFigureView<Snapshot>(
  room: string,
  host: FakeFigureHost<Snapshot>,
  others: OtherMessages | null = null,
): void {
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

  function receive({ id, method, params = {} }: Incoming): void {
    if (id === undefined) {
      if (method === `${room}/command`) host.commands.push(String(params['command']));
      else others?.notified(method ?? '', params);
      return;
    }
    if (host.silent) return;
    const given = answer(method ?? '', params);
    if (given !== null) setTimeout(() => sendToView({ jsonrpc: '2.0', id, ...given }), 2);
  }

  function answer(method: string, params: Readonly<Record<string, unknown>>): object | null {
    if (method === `${room}/ready`) return { result: host.snapshot };
    if (method !== `${room}/save`) {
      if (others !== null) return others.answer(method, params);
      throw new Error(`The view asked for ${method}, which is not in the protocol.`);
    }
    if (host.refusal !== '') return { error: { code: -32603, message: host.refusal } };
    host.saves.push(params as unknown as SaveRequest);
    return { result: { saved: true } };
  }
}

/** Shows another snapshot. */
export function pushSnapshot(room: string, params: unknown): void {
  sendToView({ jsonrpc: '2.0', method: `${room}/snapshot`, params });
}

export function sendToView(data: unknown): void {
  window.dispatchEvent(new MessageEvent('message', { data: structuredClone(data) }));
}
