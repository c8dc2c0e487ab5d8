import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { readNetwork } from '../../../src/session/networkFile.ts';
import type { LabelingSession } from '../../../src/session/session.ts';
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

describe('a learned network', () => {
  let scratch: ReturnType<typeof projectFolder>;
  let uri: vscode.Uri;
  beforeEach(() => {
    scratch = projectFolder('network');
    writeTable(path.join(scratch.folder, 'points.csv'), 120);
    const strategy = { id: 'neuralProcess', params: { simulations: 20, epochs: 5 } };
    uri = writeProject(scratch.folder, { strategy, batchSize: 30 });
  });
  afterEach(async () => {
    await closeViews();
    const { session: sessionOf } = await api();
    await eventually('the session closes after the views', () => sessionOf(uri) === null);
    scratch.remove();
  });

  /** Runs a command and takes what it proposes, until `done`. */
  const acceptAll = async (command: string, done: () => boolean): Promise<void> => {
    let ended = false;
    const run = vscode.commands.executeCommand(command, uri).then(() => (ended = true));
    await eventually(`${command} ends`, async () => {
      if (!ended) await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return ended && done();
    });
    await run;
  };
  const projectText = (): string => readFileSync(uri.fsPath, 'utf8');
  const ranked = (session: LabelingSession, after: number) =>
    eventually('a ranking follows', async () => {
      const snapshot = await session.snapshot();
      return snapshot.ranking.round > after && snapshot.ranking.status === 'current' && snapshot;
    });

  it('is saved, is the start of a project, and is refused once it is damaged, with nothing lost', async () => {
    const { session } = await openView(uri);
    for (let done = 0; done < 30; done++) await labelNext(session);
    await eventually('a round learns', () => session.hasNetwork);

    const file = path.join(scratch.folder, 'points.nextlabel-network');
    await acceptAll('nextlabel.saveNetwork', () => existsSync(file));
    const numbers = await readNetwork(file);
    assert.ok(numbers.length > 10_000, String(numbers.length));

    const { round } = (await session.snapshot()).ranking;
    await acceptAll('nextlabel.startFromNetwork', () => session.config.network !== null);
    assert.equal(session.config.network, 'points.nextlabel-network');
    const started = await ranked(session, round);
    assert.equal(started.notice, '');

    const whole = readFileSync(file, 'utf8');
    const damaged = whole.replace(/0\.\d/, (digits) => (digits === '0.1' ? '0.2' : '0.1'));
    writeFileSync(file, damaged);
    const before = projectText();
    await acceptAll('nextlabel.startFromNetwork', () => true);
    assert.equal(projectText(), before);

    // Another objective has the next ranking start from the file again.
    writeFileSync(uri.fsPath, before.replace('{', '{ "objective": "balancedAccuracy",'));
    const refused = await ranked(session, started.ranking.round);
    assert.match(
      refused.notice,
      /^points\.nextlabel-network is damaged: .* The network was learned from nothing\.$/,
    );
    assert.equal(refused.labeled, 30);
    assert.equal(refused.ranking.detail, '');

    await acceptAll('nextlabel.saveNetwork', () => readFileSync(file, 'utf8') !== damaged);
    assert.equal((await readNetwork(file)).length, numbers.length);
    await labelNext(session);
    assert.equal((await session.snapshot()).labeled, 31);
  });
});
