import * as v from 'valibot';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import type { SaveRequest } from '../../protocol/experimentView.ts';
import { inspectorViewNotifications, inspectorViewRequests } from '../../protocol/inspector.ts';
import type {
  InspectorCard,
  InspectorCommand,
  InspectorItem,
  InspectorQuestion,
  InspectorSnapshot,
} from '../../protocol/inspector.ts';
import type { InspectorActions, ItemName } from '../../session/inspectorDesk.ts';
import { answerer, listener } from '../checkedMessages.ts';
import { saveParams } from '../experiments/experimentMessages.ts';
import { noParams } from '../labelingMessages.ts';
import { serveActions } from './actionServer.ts';
import { rowParam } from './commonParams.ts';
import { questionChecks } from './questionChecks.ts';

/** What the requests of the view of the inspector are answered with. */
export interface InspectorBackend {
  snapshot(): Promise<InspectorSnapshot>;
  save(request: SaveRequest): Promise<{ readonly saved: boolean }>;
  /** The parameters have been checked. */
  ask(
    question: InspectorQuestion<unknown, unknown>,
    asked: { readonly round: number | null; readonly params: unknown },
  ): Promise<unknown>;
  cancel(method: string): void;
  cards(rows: readonly number[]): Promise<readonly InspectorCard[]>;
  item(name: ItemName): Promise<InspectorItem | null>;
  /** Throws where nothing can be changed. */
  actions(): InspectorActions;
  /** Rejects where the project's model cannot serve it, and for a run. */
  useStrategy(strategy: string): Promise<null>;
  /** Rejects for a project. */
  chooseRun(run: string): Promise<null>;
  runCommand(command: InspectorCommand): void;
  log(message: string): void;
}

const roundParam = v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(1)));

const askParams = v.strictObject({ method: v.string(), round: roundParam, params: v.unknown() });
const cardsParams = v.strictObject({ rows: v.pipe(v.array(rowParam), v.maxLength(1000)) });
const itemParams = v.union([
  v.strictObject({ row: rowParam }),
  v.strictObject({ itemId: v.pipe(v.string(), v.minLength(1), v.maxLength(10_000)) }),
]);
const runParams = v.strictObject({ run: v.pipe(v.string(), v.minLength(1), v.maxLength(1000)) });
const strategyParams = v.strictObject({
  strategy: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
});
const cancelParams = v.strictObject({ method: v.string() });
const commandParams = v.strictObject({
  command: v.picklist([
    'openLabelingView',
    'rankNow',
    'openProjectFile',
    'chooseStrategy',
  ]) satisfies v.GenericSchema<unknown, InspectorCommand>,
});

export const serveInspector = (connection: MessageConnection, backend: InspectorBackend): void => {
  const log = (message: string): void => backend.log(message);
  const answer = answerer(connection, log);
  answer(inspectorViewRequests.ready, noParams, () => backend.snapshot());
  answer(inspectorViewRequests.save, saveParams, (request) => backend.save(request));
  answer(inspectorViewRequests.ask, askParams, async ({ method, round, params }) => {
    const check = questionChecks.find(({ question }) => question.method === method);
    if (check === undefined) throw new Error(`${method} is no question of the inspector.`);
    const parsed = v.safeParse(check.params, params);
    if (!parsed.success) throw new Error(`${method}: ${v.summarize(parsed.issues)}`);
    return backend.ask(check.question, { round, params: parsed.output });
  });
  answer(inspectorViewRequests.cards, cardsParams, ({ rows }) => backend.cards(rows));
  answer(inspectorViewRequests.item, itemParams, (name) => backend.item(name));
  answer(inspectorViewRequests.useStrategy, strategyParams, ({ strategy }) => backend.useStrategy(strategy));
  answer(inspectorViewRequests.chooseRun, runParams, ({ run }) => backend.chooseRun(run));
  serveActions(answer, () => backend.actions());
  const hear = listener(connection, log);
  hear(inspectorViewNotifications.cancel, cancelParams, ({ method }) => backend.cancel(method));
  hear(inspectorViewNotifications.command, commandParams, ({ command }) => backend.runCommand(command));
};
