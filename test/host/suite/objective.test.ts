import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { closeViews, eventually, openView, projectFolder, writeProject, writeTable } from './openProject.ts';

describe('Choose Objective', () => {
  let scratch: ReturnType<typeof projectFolder>;
  beforeEach(() => {
    scratch = projectFolder('objective');
    writeTable(path.join(scratch.folder, 'points.csv'), 60);
  });
  afterEach(async () => {
    await closeViews();
    scratch.remove();
  });

  it('begins with what the project says, keeps its comments, and has a ranking follow', async () => {
    const uri = writeProject(scratch.folder, {
      objective: { id: 'weightedAccuracy', weights: { near: 1, far: 4 } },
    });
    const text = readFileSync(uri.fsPath, 'utf8').replace('{', '{\n  // Far points are rare.');
    writeFileSync(uri.fsPath, text);
    const { session } = await openView(uri);
    const { round } = (await session.snapshot()).ranking;
    const done = vscode.commands.executeCommand('nextlabel.chooseObjective', uri);
    const written = '"objective": {"id":"weightedAccuracy","weights":{"near":1,"far":4}}';
    await eventually('Enter keeps the objective and both weights', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return readFileSync(uri.fsPath, 'utf8').includes(written);
    });
    await done;
    assert.ok(readFileSync(uri.fsPath, 'utf8').includes('// Far points are rare.'));
    assert.deepEqual(session.config.objective, { kind: 'weightedAccuracy', weights: [1, 4] });
    await eventually('a new ranking follows', async () => (await session.snapshot()).ranking.round > round);
  });
});
