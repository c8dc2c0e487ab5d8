import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { createEngine } from '../../../src/session/createEngine.ts';
import type { LabelingSession } from '../../../src/session/session.ts';
import { useStrategy } from '../../../src/host/useStrategy.ts';
import { leaderboardQuestion } from '../../../src/protocol/inspectorLeaderboard.ts';
import { savingText, whatIfText } from '../../../src/host/whatIf/whatIfText.ts';
import type { WhatIfAnswer } from '../../../src/protocol/whatIf.ts';
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

const titleOf = (id: string): string => (id === 'margin' ? 'Margin' : id);

const answer: WhatIfAnswer = {
  kind: 'answer',
  labels: 200,
  randomLabels: 60,
  given: 0,
  level: 0.95,
  today: { value: 0.9, low: 0.853, high: 0.947 },
  effectiveSampleSize: 80,
  replays: 60,
  counts: [20, 200],
  strategies: [
    {
      strategy: 'margin',
      saved: 120,
      low: 40,
      high: 150,
      curve: [
        { value: -0.051, low: -0.1, high: 0 },
        { value: 0.02, low: 0.01, high: 0.03 },
      ],
    },
    { strategy: '<b>odd</b>', saved: null, low: null, high: null, curve: [] },
  ],
  notes: ['Replays label your pool anew.'],
};

describe('what if, on your own labels', () => {
  it('says in a sentence what would have been saved, and how sure that is', () => {
    const saving = answer.strategies[0]!;
    const text = (changes: object): string => savingText({ ...saving, ...changes }, 'Margin', 0.95);
    assert.equal(
      text({}),
      'With Margin you would have reached today’s accuracy with 120 labels fewer (95 % interval: 40 labels fewer to 150 labels fewer).',
    );
    assert.match(
      text({ saved: 0, low: -1, high: 1 }),
      /with as many labels \(95 % interval: 1 label more to 1 label fewer\)/,
    );
    assert.match(text({ low: null }), /interval: not at all to 150 labels fewer/);
    assert.match(
      text({ saved: null, low: null }),
      /probably not have reached .* at best \(95 % interval\) with 150/,
    );
    assert.match(text({ saved: null, low: null, high: null }), /would not have reached today’s accuracy/);
  });

  it('shows the numbers and what was assumed, and takes names as text', () => {
    const text = whatIfText(answer, { name: 'a_b*', titleOf });
    assert.match(text, /^# What if: a\\_b\\\*/);
    assert.match(
      text,
      /your 200 labels, 60 of them drawn at random, the model is right on 90\.0 % of the items/,
    );
    assert.match(text, /\| 20 \| −5\.1 \(−10\.0 … \+0\.0\) \|/);
    assert.ok(text.includes('\\<b\\>odd\\</b\\>'));
    assert.ok(text.includes('- Replays label your pool anew.'));
  });

  describe('in a project', () => {
    let scratch: ReturnType<typeof projectFolder>;
    let uri: vscode.Uri;
    beforeEach(() => {
      scratch = projectFolder('whatIf');
      writeTable(path.join(scratch.folder, 'points.csv'), 150);
      uri = writeProject(scratch.folder, { randomShare: 1 });
    });
    afterEach(async () => {
      await closeViews();
      const { session: sessionOf } = await api();
      await eventually('the session closes after the view', () => sessionOf(uri) === null);
      scratch.remove();
    });

    const labelMany = async (session: LabelingSession, count: number): Promise<void> => {
      for (let done = 0; done < count; done++) await labelNext(session);
    };

    it('refuses while too few labels were drawn at random, and says how many are missing', async () => {
      const { session } = await openView(uri);
      await labelMany(session, 12);
      const result = await session.whatIf({ strategies: ['margin'] });
      assert.deepEqual({ kind: result.kind }, { kind: 'refused' });
      assert.ok(result.kind === 'refused' && result.needed === 50 && result.have < 50);
    });

    it('answers once there are enough', async () => {
      const { session } = await openView(uri);
      await labelMany(session, 70);
      const messages: string[] = [];
      const result = await session.whatIf({
        strategies: ['margin', 'random'],
        onProgress: ({ message }) => messages.push(message),
      });
      assert.ok(result.kind === 'answer');
      assert.deepEqual(
        result.strategies.map(({ strategy }) => strategy),
        ['margin', 'random'],
      );
      assert.ok(result.randomLabels >= 50);
      assert.ok(messages.length > 0);
      // The same labels are enough for the leaderboard.
      const board = await session.inspector.ask(leaderboardQuestion, {
        round: null,
        params: { chosen: session.config.strategy, guardLevel: 0.05 },
      });
      assert.ok(board.random !== null && board.random.labels >= 51);
      assert.deepEqual([board.measured, board.guard], [board.labels, null]);
    });

    it('uses another strategy from the leaderboard, and not one that the model cannot serve', async () => {
      const { session } = await openView(uri);
      const { extensionPath } = vscode.extensions.getExtension('nextlabel.nextlabel')!;
      const engine = createEngine({ modulePath: path.join(extensionPath, 'dist', 'engine.cjs') });
      const info = await engine.hello();
      await engine.dispose();
      const use = (id: string): Promise<void> => useStrategy(uri, id, { config: session.config, info });
      await use('entropy');
      await eventually('the session ranks by it', () => session.config.strategy === 'entropy');
      await assert.rejects(use('coreSet'), /cannot be used: .* does not give what it needs \(embeddings\)/);
      await assert.rejects(use('oracle'), /There is no strategy "oracle"/);
      await assert.rejects(use('nobody'), /There is no strategy "nobody"/);
      assert.equal(session.config.strategy, 'entropy');
    });
  });
});
