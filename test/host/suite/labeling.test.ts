import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { LabelingSession } from '../../../src/session/session.ts';
import { labelCommand } from '../../session/labelCommand.ts';
import {
  api,
  closeViews,
  eventually,
  labelNext,
  openView,
  projectFolder,
  writeProject,
  writeTable,
} from './openProject.ts';
import { randomUUID } from 'node:crypto';

interface JournalLine {
  readonly eventId?: string;
  readonly itemId?: string;
  readonly value?: string | null;
}

describe('the labeling loop', () => {
  let scratch: ReturnType<typeof projectFolder>;
  let uri: vscode.Uri;
  beforeEach(() => {
    scratch = projectFolder('labeling');
    writeTable(path.join(scratch.folder, 'points.csv'), 200);
    uri = writeProject(scratch.folder);
  });
  afterEach(async () => {
    await closeViews();
    const { session: sessionOf } = await api();
    await eventually('the session closes after the view', () => sessionOf(uri) === null);
    scratch.remove();
  });

  const journal = (): readonly JournalLine[] =>
    readFileSync(path.join(scratch.folder, '.nextlabel/labels.jsonl'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as JournalLine);

  const rankedAfter = (session: LabelingSession, round: number): Promise<unknown> =>
    eventually(`a round after round ${round}`, async () => {
      const { ranking } = await session.snapshot();
      return ranking.round > round && ranking.status === 'current';
    });

  it('imports by itself when the view is opened for the first time', async () => {
    const { snapshot } = await openView(uri);
    assert.equal(snapshot.total, 200);
    assert.equal(snapshot.labeled, 0);
    assert.deepEqual(
      snapshot.classes.map(({ name, key }) => [name, key]),
      [
        ['near', '1'],
        ['far', '2'],
      ],
    );
  });

  it('has each label in the journal when it is acknowledged, and takes it back', async () => {
    const { session } = await openView(uri);
    const command = await labelNext(session);
    assert.ok(journal().some((line) => JSON.stringify(line).includes(command.eventId)));
    assert.equal((await session.snapshot()).labeled, 1);
    const undone = await session.undo(randomUUID());
    assert.equal(undone.itemId, command.itemId);
    assert.equal((await session.snapshot()).labeled, 0);
    await session.redo(randomUUID());
    assert.equal((await session.snapshot()).labeled, 1);
  });

  it('ranks anew after a batch, by the strategy of the project', async () => {
    const { session } = await openView(uri);
    for (let count = 0; count < 12; count++) await labelNext(session);
    await eventually('margin ranks the rest', async () => {
      const { ranking } = await session.snapshot();
      return (
        ranking.status === 'current' && ranking.detail === '' && ranking.labelsAgo < 10 && ranking.round > 1
      );
    });
    assert.equal((await session.snapshot()).ranking.strategy, 'margin');
  });

  it('keeps labeling while the engine is killed in mid-round, and ranks again by itself', async () => {
    const { session } = await openView(uri);
    for (let count = 0; count < 4; count++) await labelNext(session);
    const { enginePid } = await api();
    const before = await enginePid();
    assert.ok(before);
    const { round } = (await session.snapshot()).ranking;
    const ranking = session.rankNow().catch(() => undefined);
    process.kill(before, 'SIGKILL');
    const command = await labelNext(session);
    assert.ok(journal().some((line) => JSON.stringify(line).includes(command.eventId)));
    await ranking;
    const after = await eventually('a new engine runs', async () => {
      const pid = await enginePid();
      return pid !== before && pid;
    });
    assert.notEqual(after, before);
    await session.rankNow();
    await rankedAfter(session, round);
    assert.equal((await session.snapshot()).labeled, 5);
  });

  it('has every label again when the view was closed and is opened anew', async () => {
    const { session } = await openView(uri);
    const commands = [];
    for (let count = 0; count < 3; count++) commands.push(await labelNext(session));
    await closeViews();
    const { session: sessionOf } = await api();
    await eventually('the session closes', () => sessionOf(uri) === null);
    const { session: again } = await openView(uri);
    assert.notEqual(again, session);
    for (const { itemId, value } of commands) assert.equal((await again.item(itemId)).label, value);
    // A command that was on its way when the window was reloaded is sent again: that changes nothing.
    await again.apply(commands);
    assert.equal((await again.snapshot()).labeled, 3);
  });

  it('takes new classes and another strategy from the project file, and keeps the last valid one', async () => {
    const { session } = await openView(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    const replace = async (from: string, to: string): Promise<void> => {
      const at = document.getText().indexOf(from);
      const edit = new vscode.WorkspaceEdit();
      edit.replace(uri, new vscode.Range(document.positionAt(at), document.positionAt(at + from.length)), to);
      await vscode.workspace.applyEdit(edit);
    };
    await replace('"far"', '"far",\n    "between"');
    await eventually('the new class is there', () => session.config.classes.length === 3);
    await replace('"between"', '"between');
    await eventually('the mistake is shown', () =>
      vscode.languages.getDiagnostics(uri).some((diagnostic) => diagnostic.source === 'NextLabel'),
    );
    assert.equal(session.config.classes.length, 3);
    await replace('"between', '"between"');
    await document.save();
  });

  it('exports what was labeled', async () => {
    const { session } = await openView(uri);
    const command = await labelNext(session);
    const target = path.join(scratch.folder, 'out.csv');
    const { rows } = await session.exportLabels({ format: 'csv', path: target });
    assert.equal(rows, 1);
    const text = readFileSync(target, 'utf8');
    assert.ok(text.includes(command.itemId) && text.includes(command.value ?? ''), text);
  });

  it('keeps labels when the source has grown and is imported again', async () => {
    const { session } = await openView(uri);
    const command = await labelNext(session);
    writeTable(path.join(scratch.folder, 'points.csv'), 250);
    await vscode.commands.executeCommand('nextlabel.importAgain', uri);
    const snapshot = await session.snapshot();
    assert.equal(snapshot.total, 250);
    assert.equal((await session.item(command.itemId)).label, command.value);
  });

  it('refuses a label for an item that does not exist', async () => {
    const { session } = await openView(uri);
    await assert.rejects(session.apply([labelCommand('nobody', 'near')]));
    assert.equal((await session.snapshot()).labeled, 0);
  });
});
