import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { serveExperiment } from '../../../src/host/experiments/experimentServer.ts';
import { PacedTask } from '../../../src/host/experiments/pacedTask.ts';
import { connectWebview } from '../../../src/host/webviewConnection.ts';
import type { SaveRequest } from '../../../src/protocol/experimentView.ts';
import { experimentViewNotifications, experimentViewRequests } from '../../../src/protocol/experimentView.ts';
import type { ExperimentSnapshot } from '../../../src/protocol/experimentView.ts';
import { FakeWebview } from './fakeWebview.ts';

const snapshot = { folderName: 'f', state: 'complete' } as unknown as ExperimentSnapshot;

/** A results view, with what its requests set off. */
class FakeView extends FakeWebview {
  readonly saved: SaveRequest[] = [];
  readonly commands: string[] = [];
  readonly #channel: { dispose(): void };

  constructor() {
    super();
    this.#channel = connectWebview(this.webview, experimentViewRequests.ready.method, (connection) =>
      serveExperiment(connection, {
        snapshot: () => Promise.resolve(snapshot),
        save: (request) => {
          this.saved.push(request);
          return Promise.resolve({ saved: true });
        },
        runCommand: (command) => this.commands.push(command),
        log: () => undefined,
      }),
    );
  }

  ready(): Promise<void> {
    return this.request(0, experimentViewRequests.ready.method, {});
  }

  dispose(): void {
    this.#channel.dispose();
  }
}

const figure: SaveRequest = { suggestedName: 'curves.svg', kind: 'svg', content: '<svg/>' };
const { save } = experimentViewRequests;

describe('the hop to the results view', () => {
  let view: FakeView;
  beforeEach(async () => {
    view = new FakeView();
    await view.ready();
  });
  afterEach(() => view.dispose());

  it('answers `ready` with the snapshot', () => {
    assert.deepEqual(view.answers(0)[0]?.result, snapshot);
  });

  it('hands a figure on to be saved', async () => {
    await view.request(1, save.method, figure);
    assert.deepEqual(view.saved, [figure]);
    assert.deepEqual(view.answers(1)[0]?.result, { saved: true });
  });

  const broken: readonly (readonly [string, unknown])[] = [
    ['a path for a name', { ...figure, suggestedName: '../../.bashrc' }],
    ['a path of Windows', { ...figure, suggestedName: '..\\x.svg' }],
    ['no name', { ...figure, suggestedName: '' }],
    ['another kind of file', { ...figure, kind: 'exe' }],
    ['an image that is no base64', { suggestedName: 'a.png', kind: 'png', content: '<svg/>' }],
    ['a field of its own', { ...figure, folder: '/' }],
    ['nothing', null],
  ];
  for (const [what, params] of broken) {
    it(`refuses to save ${what}`, async () => {
      await view.request(1, save.method, params);
      assert.equal(view.answers(1)[0]?.error?.code, -32602);
      assert.deepEqual(view.saved, []);
    });
  }

  it('runs the commands of the view and no others', async () => {
    for (const command of ['resume', 'deleteFolder', 'cancel', 7]) {
      await view.say({
        jsonrpc: '2.0',
        method: experimentViewNotifications.command.method,
        params: { command },
      });
    }
    assert.deepEqual(view.commands, ['resume', 'cancel']);
  });

  it('survives any message', async () => {
    const method = fc.constantFrom(
      save.method,
      experimentViewNotifications.command.method,
      experimentViewRequests.ready.method,
      '$/cancelRequest',
    );
    const message = fc.oneof(
      fc.anything(),
      fc.record({
        jsonrpc: fc.constant('2.0'),
        id: fc.integer({ min: 1, max: 9 }),
        method,
        params: fc.jsonValue(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 20 }), async (messages) => {
        const fuzzed = new FakeView();
        for (const each of messages) await fuzzed.say(each);
        assert.deepEqual([fuzzed.saved, fuzzed.commands], [[], []]);
        await fuzzed.ready();
        assert.deepEqual(fuzzed.answers(0)[0]?.result, snapshot);
        fuzzed.dispose();
      }),
      { seed: 7, numRuns: 50 },
    );
  });
});

describe('a paced task', () => {
  const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await pause(5);
  };

  /** Bounds from below only: a busy machine is late with anything. */
  it('runs at once, then once for all that was asked in the pause', async () => {
    const runsAt: number[] = [];
    const task = new PacedTask(() => {
      runsAt.push(performance.now());
      return Promise.resolve();
    }, 300);
    const asked = performance.now();
    task.ask();
    await until(() => runsAt.length === 1);
    for (let ask = 0; ask < 10; ask += 1) task.ask();
    await until(() => runsAt.length === 2);
    assert.ok(runsAt[1]! - asked >= 300, `the second run came after ${String(runsAt[1]! - asked)} ms`);
    await pause(400);
    assert.equal(runsAt.length, 2);
    task.dispose();
  });

  it('never runs twice at once, and runs again for what was asked while it ran', async () => {
    const open: (() => void)[] = [];
    const task = new PacedTask(() => new Promise<void>((resolve) => open.push(resolve)), 0);
    task.ask();
    await until(() => open.length === 1);
    task.ask();
    task.ask();
    await pause(50);
    assert.equal(open.length, 1);
    open[0]?.();
    await until(() => open.length === 2);
    task.dispose();
    open[1]?.();
  });

  it('runs no more once it is disposed', async () => {
    let runs = 0;
    const task = new PacedTask(() => {
      runs += 1;
      return Promise.resolve();
    }, 0);
    task.ask();
    task.dispose();
    await pause(30);
    task.ask();
    await pause(30);
    assert.equal(runs, 0);
  });
});
