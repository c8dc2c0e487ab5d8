import type { InspectorSnapshot } from '../../../../src/protocol/inspector.ts';
import type { HandLabels } from '../../../../src/protocol/inspectorActions.ts';
import { InspectorController } from '../../../../webview/inspector/inspectorController.ts';
import type { InspectorHost } from '../../../../webview/inspector/inspectorHost.ts';
import { readSavedInspector } from '../../../../webview/inspector/state/savedInspector.ts';
import { inspectorSnapshot } from '../../harness/inspectorProject.ts';

export interface FakeController {
  readonly controller: InspectorController;
  /** Questions in the order in which they came; each waits for its answer. */
  readonly asked: { readonly method: string; readonly round: number | null; answer(value: unknown): void }[];
  readonly labeled: HandLabels[];
  /** What labeling rejects with from now on; empty for nothing. */
  refusal: string;
  /** What the host tells of the project. */
  push(work?: Partial<InspectorSnapshot['work']>, rounds?: number): Promise<void>;
}

/** A controller whose host is the test. */
export async function fakeController(kept: Readonly<Record<string, unknown>> = {}): Promise<FakeController> {
  let tell: (snapshot: InspectorSnapshot) => void = () => undefined;
  let revision = 40;
  const fake: Pick<FakeController, 'asked' | 'labeled' | 'refusal'> = { asked: [], labeled: [], refusal: '' };
  const host: InspectorHost = {
    ready: () => Promise.resolve(inspectorSnapshot({})),
    save: () => Promise.resolve({ saved: true }),
    command: () => undefined,
    onSnapshot: (listener) => (tell = listener),
    ask: (method, round) =>
      new Promise((resolve) => {
        fake.asked.push({ method, round, answer: resolve });
      }),
    cancel: () => undefined,
    cards: () => Promise.resolve([]),
    item: () => Promise.resolve(null),
    label: (labels) => {
      if (fake.refusal !== '') return Promise.reject(new Error(fake.refusal));
      fake.labeled.push(labels);
      revision += labels.rows.length;
      return Promise.resolve({ revision, eventIds: [] });
    },
    review: () => Promise.reject(new Error('The map reviews nothing.')),
    undo: () => Promise.resolve({ revision, itemId: null, description: 'Undid: label on 2 items' }),
    queue: (rows) => Promise.resolve({ queued: rows.slice(0, 1), decided: rows.length - 1, waiting: 0 }),
    unqueue: (rows) => Promise.resolve(rows?.length ?? 9),
    useStrategy: () => Promise.resolve(null),
    chooseRun: () => Promise.resolve(null),
    onProgress: () => undefined,
  };
  const controller = new InspectorController({
    host,
    saved: readSavedInspector({ version: 1, place: '', opened: [], kept }),
    save: () => undefined,
    schedule: () => () => undefined,
  });
  const push: FakeController['push'] = async (work = {}, rounds = 12) => {
    tell(inspectorSnapshot({ work, rounds }));
    await settled();
  };
  await push();
  return Object.assign(fake, { controller, push });
}

/** After everything that has been promised. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
