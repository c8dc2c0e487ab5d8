import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { api, closeViews, eventually, projectFolder } from './openProject.ts';

describe('New Labeling Project', () => {
  let scratch: ReturnType<typeof projectFolder>;
  beforeEach(async () => {
    await api();
    scratch = projectFolder('new');
  });
  afterEach(async () => {
    await closeViews();
    scratch.remove();
  });

  it('goes from a table with labels to the first item with one Enter', async () => {
    const source = path.join(scratch.folder, 'waves.csv');
    const rows = Array.from(
      { length: 60 },
      (_, n) => `${n * 0.5},${Math.sin(n)},${n % 4 === 3 ? '' : n % 3 === 0 ? 'sine' : 'square'}`,
    );
    writeFileSync(source, `t,v,label\n${rows.join('\n')}\n`);
    const done = vscode.commands.executeCommand('nextlabel.newProject', vscode.Uri.file(source));
    const file = path.join(scratch.folder, 'waves.nextlabel.json');
    await eventually('Enter creates the project', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return existsSync(file);
    });
    await done;
    const { session: sessionOf } = await api();
    const session = await eventually('the view opens', () => sessionOf(vscode.Uri.file(file)));
    const { source: written, kind, labelColumn, classes } = session.config;
    assert.deepEqual([written, kind, labelColumn], ['waves.csv', 'tabular', 'label']);
    assert.deepEqual(classes.map((entry) => entry.name).sort(), ['sine', 'square']);
    await eventually('the data are imported', async () => (await session.snapshot()).total === 60);
    assert.equal((await session.snapshot()).labeled, 45);
  });

  it('takes only the classes of a column that labels every row, so that something is left to label', async () => {
    const source = path.join(scratch.folder, 'full.csv');
    const rows = Array.from({ length: 40 }, (_, n) => `${n},${n % 2}`);
    writeFileSync(source, `t,y\n${rows.join('\n')}\n`);
    const done = vscode.commands.executeCommand('nextlabel.newProject', vscode.Uri.file(source));
    const uri = vscode.Uri.file(path.join(scratch.folder, 'full.nextlabel.json'));
    await eventually('Enter creates the project', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return existsSync(uri.fsPath);
    });
    await done;
    const { session: sessionOf } = await api();
    const session = await eventually('the view opens', () => sessionOf(uri));
    assert.deepEqual(session.config.featureColumns, ['t']);
    assert.equal(session.config.classes.length, 2);
    const snapshot = await eventually('the data are imported', async () => {
      const current = await session.snapshot();
      return current.sequence.length > current.turn && current;
    });
    assert.equal(snapshot.labeled, 0);
    const { content } = snapshot.sequence[0] ?? assert.fail('there is no item');
    assert.ok(content.kind === 'tabular' && content.fields.every(([name]) => name !== 'y'));
  });

  for (const kind of ['tabular', 'text', 'image'] as const) {
    it(`Open Sample Project makes a ${kind} project without any data`, async () => {
      await vscode.commands.executeCommand('nextlabel.openSample', kind);
      const root = vscode.workspace.workspaceFolders?.[0]?.uri;
      assert.ok(root);
      const uri = vscode.Uri.joinPath(root, `nextlabel-sample-${kind}`, `sample-${kind}.nextlabel.json`);
      const { session: sessionOf } = await api();
      const session = await eventually('the view opens', () => sessionOf(uri));
      const snapshot = await eventually('the data are imported', async () => {
        const current = await session.snapshot();
        return current.sequence.length > current.turn && current;
      });
      assert.equal(snapshot.sequence[snapshot.turn]?.content.kind, kind);
      assert.ok(snapshot.classes.length >= 2);
    });
  }
});
