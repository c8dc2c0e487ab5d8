import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { labelingRequests } from '../../../src/protocol/labeling.ts';
import type { LabelingSnapshot } from '../../../src/protocol/labeling.ts';
import { serveLabeling } from '../../../src/host/labelingServer.ts';
import { connectWebview } from '../../../src/host/webviewConnection.ts';
import type { LabelingSession } from '../../../src/session/session.ts';
import { FakeWebview, settled } from './fakeWebview.ts';

/** A labeling view with a session that answers slowly on demand. */
class FakeView extends FakeWebview {
  readonly applied: unknown[] = [];
  readonly held: (() => void)[] = [];
  readonly focus: boolean[] = [];
  readonly inspected: string[] = [];
  readonly commands: string[] = [];
  readonly #channel: { dispose(): void };

  constructor() {
    super();
    const snapshot = { projectName: 'p' } as LabelingSnapshot;
    const session = {
      apply: (commands: readonly unknown[]) => {
        this.applied.push(...commands);
        return new Promise((resolve) => this.held.push(() => resolve({ revision: 1, eventIds: [] })));
      },
      undo: () => Promise.reject(Object.assign(new Error('disk is full'), { reason: 'diskFull' })),
      shown: () => undefined,
    } as unknown as LabelingSession;
    this.#channel = connectWebview(this.webview, labelingRequests.ready.method, (connection) =>
      serveLabeling(connection, {
        session,
        snapshot: () => Promise.resolve(snapshot),
        runCommand: (command) => this.commands.push(command),
        inspect: (itemId) => this.inspected.push(itemId),
        textFocus: (focused) => this.focus.push(focused),
        log: () => undefined,
      }),
    );
  }

  ready(id = 0): Promise<void> {
    return this.request(id, labelingRequests.ready.method, {});
  }

  dispose(): void {
    this.#channel.dispose();
  }
}

const label = {
  eventId: '3f2c8a52-7a53-4d0e-9d2f-0d6f7c1f9f10',
  itemId: 'item',
  action: 'label',
  value: 'a',
  secondsSpent: 1,
  suggestionShown: false,
  view: 'item',
};

describe('the hop to the labeling view', () => {
  let view: FakeView;
  beforeEach(() => (view = new FakeView()));
  afterEach(() => view.dispose());

  it('answers `ready` with the snapshot', async () => {
    await view.ready();
    assert.deepEqual(view.answers(0)[0]?.result, { projectName: 'p' });
  });

  it('hands commands to the session and answers when they are durable', async () => {
    await view.ready();
    await view.request(1, labelingRequests.apply.method, { commands: [label] });
    assert.deepEqual(view.applied, [label]);
    assert.equal(view.answers(1).length, 0);
    view.held.forEach((release) => release());
    await settled();
    assert.deepEqual(view.answers(1)[0]?.result, { revision: 1, eventIds: [] });
  });

  it('never answers a new document with the late answer to the one before', async () => {
    await view.ready();
    await view.request(1, labelingRequests.apply.method, { commands: [label] });
    await view.ready();
    view.held.forEach((release) => release());
    await settled();
    assert.equal(view.answers(1).length, 0);
  });

  it('keeps what is under way when the same document asks for the state again', async () => {
    await view.ready();
    await view.request(1, labelingRequests.apply.method, { commands: [label] });
    await view.ready(2);
    view.held.forEach((release) => release());
    await settled();
    assert.equal(view.answers(1).length, 1);
    assert.equal(view.answers(2).length, 1);
  });

  it('tells the view why a request failed', async () => {
    await view.ready();
    await view.request(1, labelingRequests.undo.method, { eventId: label.eventId });
    const error = view.answers(1)[0]?.error;
    assert.equal(error?.message, 'disk is full');
    assert.deepEqual(error.data, { reason: 'diskFull' });
  });

  const broken: readonly (readonly [string, unknown])[] = [
    [labelingRequests.apply.method, { commands: [{ ...label, eventId: 'no uuid' }] }],
    [labelingRequests.apply.method, { commands: [{ ...label, action: 'drop' }] }],
    [labelingRequests.apply.method, { commands: [{ ...label, action: 'skip' }] }],
    [labelingRequests.apply.method, { commands: [{ ...label, action: 'flag', value: 'yes' }] }],
    [labelingRequests.apply.method, { commands: [{ ...label, secondsSpent: -1 }] }],
    [labelingRequests.apply.method, { commands: [{ ...label, extra: true }] }],
    [labelingRequests.apply.method, { commands: [] }],
    [labelingRequests.apply.method, null],
    [labelingRequests.page.method, { filter: 'ranked', offset: -1, limit: 10 }],
    [labelingRequests.page.method, { filter: 'ranked', offset: 0, limit: 1e9 }],
    [labelingRequests.page.method, { filter: "'; DROP TABLE items", offset: 0, limit: 1 }],
    [labelingRequests.item.method, { itemId: 7 }],
  ];
  for (const [method, params] of broken) {
    it(`refuses ${method} ${JSON.stringify(params)}`, async () => {
      await view.ready();
      await view.request(1, method, params);
      assert.equal(view.answers(1)[0]?.error?.code, -32602);
      assert.deepEqual(view.applied, []);
    });
  }

  it('runs the commands of the view and no others', async () => {
    await view.ready();
    for (const command of ['rankNow', 'workbench.action.terminal.new']) {
      await view.say({ jsonrpc: '2.0', method: 'view/command', params: { command } });
    }
    assert.deepEqual(view.commands, ['rankNow']);
  });

  it('survives any message', async () => {
    const method = fc.constantFrom(
      ...Object.values(labelingRequests).map((request) => request.method),
      'view/command',
      'view/textFocus',
      'queue/shown',
      '$/cancelRequest',
      'constructor',
    );
    const message = fc.oneof(
      fc.anything(),
      fc.record({ jsonrpc: fc.constant('2.0'), id: fc.nat(9), method, params: fc.jsonValue() }),
      fc.record({ jsonrpc: fc.constant('2.0'), method, params: fc.jsonValue() }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 20 }), async (messages) => {
        const fuzzed = new FakeView();
        for (const each of messages) await fuzzed.say(each);
        assert.deepEqual(fuzzed.applied, []);
        await fuzzed.ready();
        assert.ok(fuzzed.answers(0).length > 0);
        fuzzed.dispose();
      }),
      { seed: 7, numRuns: 100 },
    );
  });
});
