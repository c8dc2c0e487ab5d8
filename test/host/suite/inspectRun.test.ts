import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { InspectorPanel } from '../../../src/host/inspector/inspectorPanel.ts';
import { RunSubject } from '../../../src/host/inspector/runSubject.ts';
import type { RunRecord } from '../../../src/protocol/experiment.ts';
import { inspectorViewNotifications, inspectorViewRequests } from '../../../src/protocol/inspector.ts';
import type { InspectorItem, InspectorQuestion, InspectorSnapshot } from '../../../src/protocol/inspector.ts';
import { inspectorActionRequests } from '../../../src/protocol/inspectorActions.ts';
import { runPicksQuestion } from '../../../src/protocol/inspectorRun.ts';
import { strategiesQuestion } from '../../../src/protocol/inspectorStrategies.ts';
import { whyQuestion } from '../../../src/protocol/inspectorWhy.ts';
import { createEngine } from '../../../src/session/createEngine.ts';
import { FakeWebview } from './fakeWebview.ts';
import { api, closeViews, eventually, projectFolder } from './openProject.ts';

const { ready, ask, chooseRun, item } = inspectorViewRequests;

/** The inspector's page on an experiment: the panel is the real one, only its webview is not. */
class FakePage extends FakeWebview {
  readonly #view: InspectorPanel;
  #id = 0;

  constructor(subject: RunSubject, extensionUri: vscode.Uri, log: vscode.LogOutputChannel) {
    super();
    const webview = { ...this.webview, asWebviewUri: (uri: vscode.Uri) => uri, cspSource: '' };
    const panel = { webview, visible: true } as unknown as vscode.WebviewPanel;
    this.#view = new InspectorPanel(panel, { extensionUri, subject, log });
  }

  /** The result of a request; an error is thrown. */
  async call(method: string, params: unknown): Promise<unknown> {
    const id = (this.#id += 1);
    await this.request(id, method, params);
    const { error, result } = await eventually(`${method} is answered`, () => this.answers(id)[0]);
    if (error !== undefined) throw new Error(error.message);
    return result;
  }

  async ask<Params, Answer>(
    { method }: InspectorQuestion<Params, Answer>,
    params: Params,
    round: number,
  ): Promise<Answer> {
    return (await this.call(ask.method, { method, round, params })) as Answer;
  }

  /** What the page was told last without asking. */
  get told(): InspectorSnapshot | undefined {
    const told = this.posted.filter(({ method }) => method === inspectorViewNotifications.snapshot.method);
    return (told.at(-1) as { readonly params?: InspectorSnapshot } | undefined)?.params;
  }

  dispose(): void {
    this.#view.dispose();
  }
}

describe('the strategy inspector on an experiment', () => {
  let scratch: ReturnType<typeof projectFolder>;
  beforeEach(async () => {
    await api();
    scratch = projectFolder('inspectRun');
  });
  afterEach(async () => {
    await closeViews();
    scratch.remove();
  });

  /** Two strategies on a file of two clouds of points. */
  const runExperiment = async (): Promise<vscode.Uri> => {
    const rows = Array.from({ length: 80 }, (_, row) => {
      const centre = row % 2 === 0 ? 0 : 1;
      return `${centre + Math.sin(row)},${centre + Math.cos(row * 1.7)},${row % 2 === 0 ? 'near' : 'far'}`;
    });
    writeFileSync(path.join(scratch.folder, 'points.csv'), `x,y,place\n${rows.join('\n')}\n`);
    const spec = path.join(scratch.folder, 'points.experiment.json');
    const text = {
      name: 'points',
      datasets: [{ name: 'points', source: 'points.csv', label: 'place' }],
      strategies: ['margin', 'random'],
      ...{ initial: 6, batch: 2, steps: 3, test: 20, reward: 0, dataSeeds: [0], seeds: [0] },
    };
    writeFileSync(spec, JSON.stringify(text));
    await vscode.commands.executeCommand('nextlabel.runExperiment', vscode.Uri.file(spec));
    const done = await eventually('the experiment is complete', async () =>
      (await (await api()).experiments()).find(
        ({ uri, state }) => uri.fsPath.startsWith(scratch.folder) && state === 'complete',
      ),
    );
    return done.uri;
  };

  const tabs = (): readonly vscode.Tab[] =>
    vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter(({ label }) => label === 'Strategy Inspector: points');

  it('opens from the results in view and from the list, once for each experiment', async () => {
    const results = await runExperiment();
    await vscode.commands.executeCommand('nextlabel.openExperiment', results);
    await vscode.commands.executeCommand('nextlabel.inspectStrategies');
    await eventually('the view opens', () => tabs().length === 1);
    const [entry] = await (await api()).experiments();
    await vscode.commands.executeCommand('nextlabel.inspectStrategies', entry);
    await eventually('the view is in front', () => tabs()[0]?.isActive === true);
    assert.equal(tabs().length, 1);
    await vscode.window.tabGroups.close(tabs());
    await eventually('the view closes', () => tabs().length === 0);
  });

  it('answers for the run and the step that are chosen', async () => {
    const results = await runExperiment();
    const extension = vscode.extensions.getExtension('nextlabel.nextlabel');
    assert.ok(extension);
    const { extensionUri, extensionPath } = extension;
    const engine = createEngine({ modulePath: path.join(extensionPath, 'dist', 'engine.cjs') });
    const log = vscode.window.createOutputChannel('inspect run', { log: true });
    const page = new FakePage(new RunSubject(results, { extensionUri, engine }), extensionUri, log);
    try {
      const shown = (await page.call(ready.method, {})) as InspectorSnapshot;
      assert.equal(shown.projectName, 'points');
      assert.deepEqual(
        shown.rounds.map(({ round }) => round),
        [1, 2, 3],
      );
      assert.deepEqual(shown.usual, ['margin', 'random']);
      const facts = shown.run;
      assert.ok(facts);
      const other = facts.runs.find(({ strategy }) => strategy === 'random');
      assert.ok(other);
      assert.equal(facts.run.strategy, 'margin');

      const margin = await page.ask(whyQuestion, { row: null }, 2);
      assert.equal(margin.round.strategy.id, 'margin');
      assert.ok(margin.round.replay.same, margin.round.replay.differences.join(' '));

      await page.call(chooseRun.method, { run: other.id });
      assert.equal(page.told?.run?.run.id, other.id);
      assert.match(page.told.place, new RegExp(`#${other.id}$`));
      const recordFile = vscode.Uri.joinPath(results, '..', 'runs', `${other.id}.json`).fsPath;
      const record = JSON.parse(readFileSync(recordFile, 'utf8')) as RunRecord;
      const picks = await page.ask(runPicksQuestion, {}, 3);
      const names: string[] = [];
      for (const { row } of picks) {
        const found = (await page.call(item.method, { row })) as InspectorItem;
        names.push(found.itemId);
        assert.equal(found.content.kind, 'tabular');
      }
      assert.deepEqual(
        names,
        record.picks[2]?.map((row) => `row ${row}`),
      );
      const { columns } = await page.ask(strategiesQuestion, { strategies: ['margin'], top: 5 }, 3);
      assert.deepEqual(
        columns.map(({ strategy }) => strategy),
        ['random', 'margin'],
      );
      const byName = (await page.call(item.method, { itemId: names[0] })) as InspectorItem;
      assert.equal(byName.row, picks[0]?.row);
      assert.equal(await page.call(item.method, { itemId: 'nobody' }), null);

      // Nothing can be labeled here, and a run that is not there changes nothing.
      await assert.rejects(
        page.call(inspectorActionRequests.queue.method, { rows: [1] }),
        /nothing is labeled here/,
      );
      await assert.rejects(page.call(chooseRun.method, { run: 'none' }), /holds no run "none"/);
      const again = (await page.call(ready.method, {})) as InspectorSnapshot;
      assert.equal(again.run?.run.id, other.id);
      const nowhere = new RunSubject(
        vscode.Uri.joinPath(results, '..', '..', 'none', 'nextlabel-experiment.json'),
        {
          extensionUri,
          engine,
        },
      );
      await assert.rejects(nowhere.desk.facts(), /holds no results/);
    } finally {
      page.dispose();
      log.dispose();
      await engine.dispose();
    }
  });
});
