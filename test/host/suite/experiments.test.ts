import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ExperimentEntry } from '../../../src/host/experiments/experimentList.ts';
import { api, closeViews, eventually, projectFolder } from './openProject.ts';

const VIEW = 'nextlabel.experiment';

/** Two strategies on generated clouds; `seeds` runs for each. */
const specText = (seeds: number, extra: object = {}): string =>
  JSON.stringify(
    {
      name: 'clouds',
      datasets: [{ name: 'clouds', generate: { id: 'gaussianClouds', params: { rows: 600 } } }],
      strategies: ['random', 'margin'],
      ...{ initial: 10, steps: 8, test: 100, reward: 0, dataSeeds: [0] },
      seeds: Array.from({ length: seeds }, (_, seed) => seed),
      ...extra,
    },
    null,
    2,
  );

const LONG = 200;

describe('experiments', () => {
  let scratch: ReturnType<typeof projectFolder>;
  beforeEach(async () => {
    await api();
    scratch = projectFolder('experiments');
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('nextlabel.cancelExperiment');
    const running = async (): Promise<boolean> => (await entries()).some(({ state }) => state === 'running');
    await eventually('nothing runs', async () => !(await running()));
    await closeViews();
    scratch.remove();
  });

  const entries = async (): Promise<readonly ExperimentEntry[]> => (await api()).experiments();
  const writeSpec = (text: string): vscode.Uri => {
    const file = path.join(scratch.folder, 'clouds.experiment.json');
    writeFileSync(file, text);
    return vscode.Uri.file(file);
  };
  const run = (what: string | vscode.Uri): Thenable<void> =>
    vscode.commands.executeCommand('nextlabel.runExperiment', what);
  /** The newest experiment below a folder, once it fits. */
  const entry = (
    what: string,
    folder: string,
    fits: (entry: ExperimentEntry) => boolean,
  ): Promise<ExperimentEntry> =>
    eventually(what, async () => {
      const found = (await entries()).find(({ uri }) => uri.fsPath.startsWith(folder));
      return found !== undefined && fits(found) && found;
    });
  const runsIn = ({ uri }: ExperimentEntry): readonly string[] =>
    readdirSync(path.join(path.dirname(uri.fsPath), 'runs')).sort();
  const withoutTimes = ({ uri }: ExperimentEntry, run: string): object => {
    const text = readFileSync(path.join(path.dirname(uri.fsPath), 'runs', run), 'utf8');
    return { ...(JSON.parse(text) as object), times: null };
  };

  it('runs the quick preset to the end, shows its results beside and lists them', async () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    assert.ok(root);
    const results = path.join(root, 'experiment-results');
    await run('quick');
    const tab = await eventually('the results view opens', () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .find(({ input }) => input instanceof vscode.TabInputCustom && input.viewType === VIEW),
    );
    const done = await entry('all runs are done', results, ({ state }) => state === 'complete');
    assert.ok(tab.input instanceof vscode.TabInputCustom);
    assert.equal(tab.input.uri.toString(), done.uri.toString());
    assert.equal(done.name, 'quick');
    assert.equal(done.done, done.total);
    assert.equal(runsIn(done).length, done.total);
    assert.match(path.basename(path.dirname(done.uri.fsPath)), /^quick \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d$/);
    assert.ok(existsSync(done.spec.fsPath), 'the spec of a preset is kept with its results');
    rmSync(results, { recursive: true });
  });

  it('keeps what is done when it is cancelled, and resumes to what one go would have given', async () => {
    const uri = writeSpec(specText(LONG));
    await run(uri);
    const folder = path.join(scratch.folder, 'clouds.results');
    await entry('a few runs are done', folder, ({ state, done }) => state === 'running' && done >= 3);
    await vscode.commands.executeCommand('nextlabel.cancelExperiment');
    const cut = await entry('it is incomplete', folder, ({ state }) => state === 'incomplete');
    assert.ok(cut.done >= 3 && cut.done < cut.total, `${cut.done} of ${cut.total}`);
    assert.equal(cut.total, 2 * LONG);
    const kept = runsIn(cut).map((name) => [name, withoutTimes(cut, name)] as const);
    await vscode.commands.executeCommand('nextlabel.resumeExperiment', cut);
    await entry('it goes on', folder, ({ state, done }) => state === 'running' && done > cut.done);
    await vscode.commands.executeCommand('nextlabel.cancelExperiment');
    const more = await entry(
      'it is cut again',
      folder,
      ({ state, done }) => state === 'incomplete' && done > cut.done,
    );
    assert.equal(more.uri.toString(), cut.uri.toString());
    for (const [name, before] of kept) assert.deepEqual(withoutTimes(more, name), before);
  });

  it('keeps the view where it is when its experiment is resumed', async () => {
    const uri = writeSpec(specText(LONG));
    await vscode.window.showTextDocument(uri, { preview: false });
    await run(uri);
    const folder = path.join(scratch.folder, 'clouds.results');
    await entry('it runs', folder, ({ state, done }) => state === 'running' && done > 0);
    const columns = (): readonly (readonly string[])[] =>
      vscode.window.tabGroups.all.map(({ tabs }) => tabs.map(({ label }) => label));
    await eventually('the view is beside the spec', () => columns().length === 2);
    await vscode.commands.executeCommand('nextlabel.cancelExperiment');
    const cut = await entry('it is incomplete', folder, ({ state }) => state === 'incomplete');
    const before = columns();
    await vscode.commands.executeCommand('nextlabel.resumeExperiment', cut);
    await entry('it goes on', folder, ({ state, done }) => state === 'running' && done > cut.done);
    assert.deepEqual(columns(), before);
  });

  it('resumes a short experiment to its end', async () => {
    const uri = writeSpec(specText(6));
    await run(uri);
    const folder = path.join(scratch.folder, 'clouds.results');
    const done = await entry('it is complete', folder, ({ state }) => state === 'complete');
    const [first = '', second = ''] = runsIn(done);
    const before = [first, second].map((name) => withoutTimes(done, name));
    for (const name of [first, second]) rmSync(path.join(path.dirname(done.uri.fsPath), 'runs', name));
    await vscode.commands.executeCommand('nextlabel.resumeExperiment', done);
    await eventually('the two are there again', () => runsIn(done).length === done.total);
    assert.deepEqual(
      [first, second].map((name) => withoutTimes(done, name)),
      before,
    );
  });

  const killEngine = async (): Promise<number> => {
    const pid = await (await api()).enginePid();
    assert.ok(pid);
    process.kill(pid, 'SIGKILL');
    return pid;
  };

  it('goes on by itself when the engine process dies in the middle', async () => {
    const uri = writeSpec(specText(60));
    await run(uri);
    const folder = path.join(scratch.folder, 'clouds.results');
    await entry('a few runs are done', folder, ({ state, done }) => state === 'running' && done >= 2);
    const killed = await killEngine();
    const cut = await entry('it is still called running', folder, ({ state }) => state === 'running');
    assert.ok(runsIn(cut).length < 120, 'it was killed before its end');
    const done = await entry('it is complete all the same', folder, ({ state }) => state === 'complete');
    assert.equal(runsIn(done).length, 120);
    assert.notEqual(await (await api()).enginePid(), killed);
  });

  it('gives up when the engine process dies again, and can be resumed', async () => {
    await run(writeSpec(specText(LONG)));
    const folder = path.join(scratch.folder, 'clouds.results');
    await entry('a few runs are done', folder, ({ state, done }) => state === 'running' && done >= 2);
    await killEngine();
    const { done: before } = await entry('it runs', folder, ({ state }) => state === 'running');
    await entry('it goes on', folder, ({ state, done }) => state === 'running' && done > before + 2);
    await killEngine();
    const cut = await entry('it is incomplete', folder, ({ state }) => state === 'incomplete');
    assert.ok(cut.done > before && cut.done < cut.total);
    await vscode.commands.executeCommand('nextlabel.resumeExperiment', cut);
    await entry('it goes on', folder, ({ state, done }) => state === 'running' && done > cut.done);
  });

  it('refuses a second experiment while one runs', async () => {
    await run(writeSpec(specText(LONG)));
    const folder = path.join(scratch.folder, 'clouds.results');
    await entry('it runs', folder, ({ state }) => state === 'running');
    const before = (await entries()).length;
    await run('quick');
    assert.equal((await entries()).length, before);
    const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    assert.ok(!existsSync(path.join(root, 'experiment-results')));
  });

  it('shows the mistakes of a spec where they are, and does not run it', async () => {
    const uri = writeSpec(specText(2, { strategies: ['random', 'marginn'] }));
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    const problems = (): readonly vscode.Diagnostic[] =>
      vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'NextLabel');
    const [problem] = await eventually('the problem is shown', () => {
      const found = problems();
      return found.length > 0 && found;
    });
    assert.ok(problem);
    assert.ok(document.getText(problem.range).includes('marginn'), document.getText(problem.range));
    await run(uri);
    assert.ok(!existsSync(path.join(scratch.folder, 'clouds.results')));
    const at = document.getText().indexOf('marginn');
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, new vscode.Range(document.positionAt(at), document.positionAt(at + 7)), 'margin');
    await vscode.workspace.applyEdit(edit);
    await eventually('the problem is gone', () => problems().length === 0);
    assert.ok(document.isDirty);
    await run(uri);
    const folder = path.join(scratch.folder, 'clouds.results');
    await entry('it runs with what the editor holds', folder, ({ state }) => state === 'complete');
    assert.ok(!document.isDirty, 'the spec that was run is on disk');
  });

  it('gets completion from the JSON schema of specs, with comments allowed', async () => {
    const uri = writeSpec('{\n  \n}\n');
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    assert.equal(document.languageId, 'jsonc');
    const labels = await eventually('the JSON service completes', async () => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        uri,
        new vscode.Position(1, 2),
      );
      const found = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      return found.includes('imbalanceFactor') && found;
    });
    for (const field of ['datasets', 'strategies', 'models', 'seeds', 'metric']) {
      assert.ok(labels.includes(field), `completion offers ${field}`);
    }
  });

  it('lists results that appear and leaves out what is no results file', async () => {
    await run(writeSpec(specText(2)));
    const folder = path.join(scratch.folder, 'clouds.results');
    const done = await entry('it is complete', folder, ({ state }) => state === 'complete');
    const copy = path.join(scratch.folder, 'copied');
    const target = vscode.Uri.file(copy);
    await vscode.workspace.fs.copy(vscode.Uri.joinPath(done.uri, '..'), target);
    await entry('the copy is listed', copy, ({ state }) => state === 'complete');
    writeFileSync(path.join(copy, 'nextlabel-experiment.json'), '{ "name": 7 }');
    await eventually('the damaged one is not', async () =>
      (await entries()).every(({ uri }) => !uri.fsPath.startsWith(copy)),
    );
  });

  it('opens results again as the view that they were, and their spec as text', async () => {
    await run(writeSpec(specText(2)));
    const folder = path.join(scratch.folder, 'clouds.results');
    const done = await entry('it is complete', folder, ({ state }) => state === 'complete');
    await closeViews();
    await vscode.commands.executeCommand('vscode.open', done.uri);
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputCustom);
    assert.equal(input.viewType, VIEW);
    await vscode.commands.executeCommand('nextlabel.openExperimentSpec', done);
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, done.spec.fsPath);
  });
});
