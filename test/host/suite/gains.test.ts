import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import {
  api,
  closeViews,
  eventually,
  labelNext,
  openView,
  projectFolder,
  writeProject,
} from './openProject.ts';

/** Two clouds that no line tells apart, so that labels make a difference. */
const writeOverlapping = (file: string, rows: number): void => {
  const lines = Array.from({ length: rows }, (_, row) => {
    const x = (row % 2) + 1.6 * Math.sin(3.7 * row);
    return `r${row},${x.toFixed(4)},${(1.6 * Math.cos(1.3 * row * row)).toFixed(4)}`;
  });
  writeFileSync(file, `name,x,y\n${lines.join('\n')}\n`);
};

describe('predicted gains', () => {
  let scratch: ReturnType<typeof projectFolder>;
  let uri: vscode.Uri;
  beforeEach(() => {
    scratch = projectFolder('gains');
    writeOverlapping(path.join(scratch.folder, 'points.csv'), 200);
    const strategy = { id: 'neuralProcess', params: { simulations: 20, epochs: 10 } };
    uri = writeProject(scratch.folder, { randomShare: 0.75, strategy, batchSize: 5 });
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
      .filter(({ label }) => label === 'Gain Predictions: points');

  it('are learned once there are labels enough, and measured once they were labeled', async () => {
    const { session } = await openView(uri);
    await labelNext(session);
    const before = await session.gainReport();
    assert.equal(before.network, null);
    for (let done = 1; done < 30; done++) await labelNext(session);
    const learned = await eventually('a round learns gains', async () => {
      const report = await session.gainReport();
      return report.network !== null && report;
    });
    assert.equal(learned.network?.losses.length, 10);
    assert.equal(learned.score, 'accuracy');
    // Of what the next rounds put on screen the predictions are known.
    for (let done = 30; done < 95; done++) await labelNext(session);
    const measured = await session.gainReport({});
    assert.ok(measured.randomLabels >= 51, String(measured.randomLabels));
    assert.ok(measured.predictedLabels > 10, String(measured.predictedLabels));
    assert.equal(measured.pairs.length, measured.predictedLabels);
    assert.ok(measured.coverage.length > 0);
  });

  it('are shown in a view of their own, one for each project', async () => {
    await openView(uri);
    await vscode.commands.executeCommand('nextlabel.showGains', uri);
    await eventually('the view opens', () => tabs().length === 1);
    await vscode.commands.executeCommand('nextlabel.showGains', uri);
    assert.equal(tabs().length, 1);
    await vscode.window.tabGroups.close(tabs());
    await eventually('the view closes', () => tabs().length === 0);
  });
});
