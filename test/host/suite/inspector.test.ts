import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { whyQuestion } from '../../../src/protocol/inspectorWhy.ts';
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

describe('the strategy inspector', () => {
  let scratch: ReturnType<typeof projectFolder>;
  let uri: vscode.Uri;
  beforeEach(() => {
    scratch = projectFolder('inspector');
    writeTable(path.join(scratch.folder, 'points.csv'), 60);
    uri = writeProject(scratch.folder);
  });
  afterEach(async () => {
    await closeViews();
    const { session: sessionOf } = await api();
    await eventually('the session closes after the views', () => sessionOf(uri) === null);
    scratch.remove();
  });

  const tabs = (): readonly vscode.Tab[] =>
    vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter(({ label }) => label === 'Strategy Inspector: points');

  it('opens from a project and from an item, once for each project', async () => {
    const { snapshot } = await openView(uri);
    await vscode.commands.executeCommand('nextlabel.inspectStrategies', uri);
    await eventually('the view opens', () => tabs().length === 1);
    const { itemId } = snapshot.sequence[snapshot.turn]!;
    await vscode.commands.executeCommand('nextlabel.inspectStrategies', { uri, itemId });
    await eventually('the view is in front', () => tabs()[0]?.isActive === true);
    assert.equal(tabs().length, 1);
    await vscode.window.tabGroups.close(tabs());
    await eventually('the view closes', () => tabs().length === 0);
  });

  it('explains items of any round in the engine process', async () => {
    const { session } = await openView(uri);
    for (let done = 0; done < 12; done++) await labelNext(session);
    await session.rankNow();
    const { rounds } = await session.inspector.facts();
    assert.ok(rounds.length >= 2);
    const { explanation } = await session.inspector.ask(whyQuestion, { round: null, params: { row: null } });
    assert.equal(explanation.places[0]?.rank, 1);
    assert.equal(explanation.probabilities?.length, 2);
    const first = await session.inspector.ask(whyQuestion, { round: 1, params: { row: null } });
    assert.equal(first.explanation.predicted, null);
  });
});
