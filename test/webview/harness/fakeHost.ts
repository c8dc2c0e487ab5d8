import type { GridFilter, LabelCommand, ViewAction } from '../../../src/protocol/labeling.ts';
import type { ProjectKind } from '../../../src/protocol/project.ts';
import { FakeProject } from './fakeProject.ts';

/** What the tests see of the page. */
export interface FakeHost {
  readonly project: FakeProject;
  /** Actions that the workbench's keybindings sent, in order. */
  readonly actions: string[];
  readonly viewCommands: string[];
  readonly shown: string[];
  readonly violations: string[];
  textFocused: boolean;
  /** Items that the inspector was opened on. */
  readonly inspected: string[];
  /** Milliseconds before an answer. */
  delayMs: number;
  /** Requests whose answers are lost: the next n. */
  dropAnswers: number;
  /** Requests that never arrive: the next n. */
  dropRequests: number;
  /** Errors given back to the next requests. */
  failures: { readonly code: number; readonly message: string; readonly data?: unknown }[];
  push(): void;
}

interface Incoming {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

declare global {
  interface Window {
    fakeHost: FakeHost;
    acquireVsCodeApi: () => unknown;
  }
}

const query = new URLSearchParams(location.search);
const project = new FakeProject({
  kind: (query.get('kind') ?? 'text') as ProjectKind,
  total: Number(query.get('total') ?? 5000),
  classes: Number(query.get('classes') ?? 3),
  hostile: query.has('hostile'),
  gains: query.has('gains'),
});
const host: FakeHost = {
  project,
  actions: [],
  viewCommands: [],
  shown: [],
  violations: [],
  textFocused: false,
  inspected: [],
  delayMs: Number(query.get('delay') ?? 2),
  dropAnswers: 0,
  dropRequests: 0,
  failures: [],
  push: () => notify('labeling/snapshot', project.snapshot()),
};
window.fakeHost = host;
document.addEventListener('securitypolicyviolation', (event) => {
  host.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});

window.acquireVsCodeApi = () => ({
  postMessage: (message: unknown) => receive(structuredClone(message) as Incoming),
  getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') as unknown,
  setState: (state: unknown) => {
    sessionStorage.setItem('state', JSON.stringify(state));
    return state;
  },
});

function send(data: unknown): void {
  window.dispatchEvent(new MessageEvent('message', { data: structuredClone(data) }));
}

function notify(method: string, params: unknown): void {
  send({ jsonrpc: '2.0', method, params });
}

function receive(message: Incoming): void {
  const { id, method, params = {} } = message;
  if (id === undefined) {
    notified(method ?? '', params);
    return;
  }
  if (method?.startsWith('labels/') && host.dropRequests > 0) {
    host.dropRequests -= 1;
    return;
  }
  const failure = method?.startsWith('labels/') ? host.failures.shift() : undefined;
  const result = failure === undefined ? answer(method ?? '', params) : null;
  if (method?.startsWith('labels/') && host.dropAnswers > 0) {
    host.dropAnswers -= 1;
    return;
  }
  setTimeout(() => {
    send(failure === undefined ? { jsonrpc: '2.0', id, result } : { jsonrpc: '2.0', id, error: failure });
    if (method?.startsWith('labels/')) host.push();
  }, host.delayMs);
}

function answer(method: string, params: Readonly<Record<string, unknown>>): unknown {
  switch (method) {
    case 'labeling/ready':
      return project.snapshot();
    case 'labels/apply':
      return {
        revision: project.apply(params['commands'] as readonly LabelCommand[]),
        eventIds: (params['commands'] as readonly LabelCommand[]).map((command) => command.eventId),
      };
    case 'labels/undo':
      return project.undo(String(params['eventId']), false);
    case 'labels/redo':
      return project.undo(String(params['eventId']), true);
    case 'items/page':
      return project.page(params['filter'] as GridFilter, Number(params['offset']), Number(params['limit']));
    case 'items/get':
      return project.item(String(params['itemId']));
    default:
      throw new Error(`The view asked for ${method}, which is not in the protocol.`);
  }
}

function notified(method: string, params: Readonly<Record<string, unknown>>): void {
  if (method === 'view/textFocus') host.textFocused = params['focused'] === true;
  else if (method === 'view/command') host.viewCommands.push(String(params['command']));
  else if (method === 'view/inspect') host.inspected.push(String(params['itemId']));
  else if (method === 'queue/shown') host.shown.push(String(params['itemId']));
}

/** The contributed keybindings: VS Code hears what bubbles up to the window, unless a text field has the focus. */
function actionOf(event: KeyboardEvent): ViewAction | null {
  if (event.ctrlKey && event.key.toLowerCase() === 'z') return event.shiftKey ? 'redo' : 'undo';
  if (event.altKey && event.key === 'w') return 'why';
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  const plain: Readonly<Record<string, ViewAction>> = {
    s: 'skip',
    f: 'flag',
    n: 'note',
    u: 'undo',
    g: 'toggleGrid',
    Enter: 'acceptSuggestion',
    ArrowLeft: 'back',
    ArrowRight: 'forward',
    '/': 'findClass',
  };
  if (event.key === '?') return 'help';
  return event.shiftKey ? null : (plain[event.key] ?? null);
}

window.addEventListener('keydown', (event) => {
  const action = actionOf(event);
  if (action === null || host.textFocused) return;
  host.actions.push(action);
  setTimeout(() => notify('view/action', { action }), 0);
});
