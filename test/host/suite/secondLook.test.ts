import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type * as vscode from 'vscode';
import { serveInspector } from '../../../src/host/inspector/inspectorServer.ts';
import { connectWebview } from '../../../src/host/webviewConnection.ts';
import { inspectorActionRequests } from '../../../src/protocol/inspectorActions.ts';
import type { ReviewedLabel } from '../../../src/protocol/inspectorActions.ts';
import { inspectorViewRequests } from '../../../src/protocol/inspector.ts';
import type { InspectorSnapshot } from '../../../src/protocol/inspector.ts';
import { secondLookQuestion } from '../../../src/protocol/inspectorSecondLook.ts';
import type { SecondLookReport } from '../../../src/protocol/secondLook.ts';
import type { LabelingSession } from '../../../src/session/session.ts';
import { FakeWebview } from './fakeWebview.ts';
import {
  api,
  closeViews,
  eventually,
  openView,
  projectFolder,
  writeProject,
  writeTable,
} from './openProject.ts';

/** The inspector's page, as far as it speaks with the host about labels. */
class FakePage extends FakeWebview {
  readonly #channel: { dispose(): void };
  #id = 0;

  constructor(session: LabelingSession) {
    super();
    const { inspector } = session;
    this.#channel = connectWebview(this.webview, inspectorViewRequests.ready.method, (connection) =>
      serveInspector(connection, {
        snapshot: () => Promise.resolve({} as InspectorSnapshot),
        save: () => Promise.resolve({ saved: false }),
        ask: (question, asked) => inspector.ask(question, asked),
        cancel: () => undefined,
        cards: (rows) => inspector.cards(rows, (file) => file),
        item: (name) => inspector.item(name, (file) => file),
        actions: () => inspector,
        useStrategy: () => Promise.resolve(null),
        chooseRun: () => Promise.reject(new Error('A project has no runs.')),
        runCommand: () => undefined,
        log: () => undefined,
      }),
    );
  }

  /** The result of a request; an error is thrown. */
  async call(method: string, params: unknown): Promise<unknown> {
    const id = ++this.#id;
    await this.request(id, method, params);
    const { error, result } = await eventually(`${method} is answered`, () => this.answers(id)[0]);
    if (error !== undefined) throw new Error(error.message);
    return result;
  }

  review(reviewed: Omit<ReviewedLabel, 'eventId' | 'secondsSpent'>): Promise<unknown> {
    return this.call(inspectorActionRequests.review.method, {
      ...reviewed,
      eventId: randomUUID(),
      secondsSpent: 2,
    });
  }

  dispose(): void {
    this.#channel.dispose();
  }
}

describe('a second look at labels', () => {
  let scratch: ReturnType<typeof projectFolder>;
  let uri: vscode.Uri;
  beforeEach(() => {
    scratch = projectFolder('secondLook');
    writeTable(path.join(scratch.folder, 'points.csv'), 60);
    uri = writeProject(scratch.folder);
  });
  afterEach(async () => {
    await closeViews();
    const { session: sessionOf } = await api();
    await eventually('the session closes after the views', () => sessionOf(uri) === null);
    scratch.remove();
  });

  /** Actions and values of an item's events, from the file that git sees. */
  const journal = (itemId: string): readonly (readonly [string, string | null])[] =>
    readFileSync(path.join(scratch.folder, '.nextlabel', 'labels.jsonl'), 'utf8')
      .split('\n')
      .filter((line) => line.includes(`"${itemId}"`))
      .map((line) => JSON.parse(line) as { action: string; value: string | null })
      .map(({ action, value }) => [action, value]);

  const look = async (page: FakePage): Promise<readonly string[]> => {
    const report = (await page.call(inspectorViewRequests.ask.method, {
      method: secondLookQuestion.method,
      round: null,
      params: { revision: 0 },
    })) as SecondLookReport;
    return report.suspects.map(({ itemId }) => itemId);
  };

  it('names wrong labels; a confirmation and a correction are durable, and can be taken back', async () => {
    const { session } = await openView(uri);
    const page = new FakePage(session);
    try {
      await page.call(inspectorViewRequests.ready.method, {});
      // Even rows are near; rows 0 and 2 get the wrong class.
      const near = Array.from({ length: 28 }, (_, at) => 2 * at + 4);
      const far = [0, 2, ...near.map((row) => row - 3)];
      for (const [rows, className] of [
        [near, 'near'],
        [far, 'far'],
      ] as const) {
        await session.inspector.label({ eventId: randomUUID(), rows, className, secondsSpent: 60 });
      }
      const named = await look(page);
      assert.ok(named.includes('r0') && named.includes('r2'), named.join(' '));

      await page.review({ row: 0, label: 'far', className: 'far' });
      await page.review({ row: 2, label: 'far', className: 'near' });
      assert.deepEqual(journal('r0').at(-1), ['confirm', 'far']);
      assert.deepEqual(journal('r2').at(-1), ['relabel', 'near']);
      assert.equal((await session.item('r2')).label, 'near');
      const left = await look(page);
      assert.ok(!left.includes('r0') && !left.includes('r2'), left.join(' '));
      await assert.rejects(
        page.review({ row: 2, label: 'far', className: 'far' }),
        /Item r2 is labeled “near” by now/,
      );

      const undo = () => page.call(inspectorActionRequests.undo.method, { eventId: randomUUID() });
      assert.deepEqual(((await undo()) as { itemId: string }).itemId, 'r2');
      assert.equal((await session.item('r2')).label, 'far');
      await undo();
      assert.equal(journal('r0').at(-1)?.[0], 'undo');
      const back = await look(page);
      assert.ok(back.includes('r0') && back.includes('r2'), back.join(' '));
    } finally {
      page.dispose();
    }
  });
});
