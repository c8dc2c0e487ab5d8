import { describe, expect, it } from 'vitest';
import type { ExperimentSnapshot, SaveRequest } from '../../../src/protocol/experimentView.ts';
import { ExperimentController } from '../../../webview/experiment/experimentController.ts';
import type { ExperimentHost } from '../../../webview/experiment/experimentHost.ts';
import { readSavedView } from '../../../webview/experiment/state/savedView.ts';
import type { SavedView } from '../../../webview/experiment/state/savedView.ts';
import { askAgainMs } from '../../../webview/hostLink.ts';
import { experimentReport } from '../harness/experimentReport.ts';
import type { ReportOptions } from '../harness/experimentReport.ts';

function snapshot(options: ReportOptions = {}, over: Partial<ExperimentSnapshot> = {}): ExperimentSnapshot {
  const report = experimentReport(options);
  return { report, state: 'complete', progress: null, folderName: 'x', problem: '', ...over };
}

/** A controller on a host that is told what to answer, and timers that run when told. */
function controlled(saved: SavedView = readSavedView(null)) {
  const sent: SaveRequest[] = [];
  const commands: string[] = [];
  const kept: SavedView[] = [];
  const timers = new Map<() => void, number>();
  let questions = 0;
  const answers = {
    ready: (): Promise<ExperimentSnapshot> => Promise.resolve(snapshot()),
    save: (): Promise<{ saved: boolean }> => Promise.resolve({ saved: true }),
  };
  let push: (snapshot: ExperimentSnapshot) => void = () => undefined;
  const host: ExperimentHost = {
    ready: () => {
      questions += 1;
      return answers.ready();
    },
    save: (request) => {
      sent.push(request);
      return answers.save();
    },
    command: (command) => commands.push(command),
    onSnapshot: (listener) => (push = listener),
  };
  const controller = new ExperimentController({
    host,
    saved,
    save: (view) => kept.push(view),
    schedule: (callback, delayMs) => {
      timers.set(callback, delayMs);
      return () => timers.delete(callback);
    },
  });
  return {
    controller,
    answers,
    sent,
    commands,
    kept,
    push: (sentByHost: ExperimentSnapshot) => push(sentByHost),
    questions: () => questions,
    settle: () => new Promise((resolve) => setImmediate(resolve)),
    pass: (ms: number) => {
      for (const [callback, delayMs] of [...timers]) {
        if (delayMs !== ms) continue;
        timers.delete(callback);
        callback();
      }
    },
  };
}

describe('the results view and its host', () => {
  it('asks until there is an answer, and says so while there is none', async () => {
    const view = controlled();
    view.answers.ready = () => new Promise(() => undefined);
    let painted = 0;
    view.controller.onChange(() => (painted += 1));
    view.controller.connect();
    expect(view.controller.silent).toBe(false);
    view.pass(askAgainMs);
    expect(view.controller.silent).toBe(true);
    expect(painted).toBeGreaterThan(0);
    view.answers.ready = () => Promise.resolve(snapshot());
    view.pass(askAgainMs);
    await view.settle();
    expect(view.controller.snapshot?.report.name).toBe('npal-table-1');
    expect(view.controller.silent).toBe(false);
    view.pass(askAgainMs);
    expect(view.questions()).toBe(3);
  });

  it('says that it cancels until the experiment has stopped', () => {
    const view = controlled();
    view.push(snapshot({ share: 0.5 }, { state: 'running' }));
    view.controller.command('cancel');
    view.push(snapshot({ share: 0.6 }, { state: 'running' }));
    expect(view.controller.cancelling).toBe(true);
    view.push(snapshot({ share: 0.6 }, { state: 'incomplete' }));
    expect(view.controller.cancelling).toBe(false);
    expect(view.commands).toEqual(['cancel']);
  });
});

describe('the filter of the results view', () => {
  it('leaves out what is unticked, keeps that for the next view, and keeps the looks of the rest', () => {
    const view = controlled();
    view.push(snapshot({ strategies: 3, settings: 1, datasets: 2 }));
    const curves = () => view.controller.results?.sections.at(0)?.figures ?? [];
    const colours = {
      background: '#000',
      foreground: '#fff',
      quiet: '#ccc',
      grid: '#333',
      series: ['#aa0001', '#aa0002', '#aa0003'],
    };
    const drawn = () => curves().at(0)?.draw({ width: 500, height: 300, colours }) ?? '';
    expect(curves()).toHaveLength(2);
    expect(drawn()).toContain('#aa0001');
    view.controller.toggle('datasets', 'mushrooms');
    view.controller.toggle('strategies', 'Random');
    expect(curves()).toHaveLength(1);
    expect(drawn()).not.toContain('Random');
    expect(drawn()).not.toContain('#aa0001');
    expect(drawn()).toContain('#aa0003');
    expect(view.kept.at(-1)).toMatchObject({
      hidden: { datasets: ['mushrooms'], strategies: ['Random'] },
    });
  });

  it('that hides everything says so, and shows everything again', () => {
    const view = controlled();
    view.push(snapshot({ notRun: false }));
    view.controller.tickAll('strategies', false);
    expect(view.controller.results).toMatchObject({ filteredAway: true, sections: [] });
    view.controller.showEverything();
    expect(view.controller.results?.filteredAway).toBe(false);
    expect(view.controller.results?.sections.length).toBeGreaterThan(5);
  });

  it('still gives the reasons of what was not run', () => {
    const view = controlled();
    view.push(snapshot({ notRun: true }));
    view.controller.tickAll('datasets', false);
    view.controller.toggle('datasets', 'iris');
    expect(view.controller.results?.filteredAway).toBe(false);
    expect(view.controller.results?.sections.map(({ id }) => id)).toEqual(['notRun']);
  });

  it('is not worked out again when nothing changed', () => {
    const view = controlled();
    view.push(snapshot());
    const before = view.controller.results;
    view.controller.toggleText('curves-1');
    view.controller.setFilterOpen(false);
    expect(view.controller.results).toBe(before);
    expect(view.kept.at(-1)).toMatchObject({ opened: ['curves-1'], filterOpen: false });
    view.controller.toggleText('curves-1');
    expect(view.controller.saved.opened).toEqual([]);
  });
});

describe('saving', () => {
  it('sends what was made, and says that it is saved', async () => {
    const view = controlled();
    await view.controller.save({ suggestedName: 'a.csv', kind: 'csv' }, () => Promise.resolve('x,y'));
    expect(view.sent).toEqual([{ suggestedName: 'a.csv', kind: 'csv', content: 'x,y' }]);
    expect(view.controller.announcement).toBe('a.csv saved.');
  });

  it('says nothing where the user changed their mind', async () => {
    const view = controlled();
    view.answers.save = () => Promise.resolve({ saved: false });
    await view.controller.save({ suggestedName: 'a.csv', kind: 'csv' }, () => 'x');
    expect([view.controller.announcement, view.controller.failure]).toEqual(['', '']);
  });

  it('shows why it failed, until dismissed or tried again', async () => {
    const view = controlled();
    view.answers.save = () => Promise.reject(new Error('the disk is full.'));
    await view.controller.save({ suggestedName: 'a.csv', kind: 'csv' }, () => 'x');
    expect(view.controller.failure).toBe('a.csv was not saved: the disk is full.');
    view.controller.dismissFailure();
    expect(view.controller.failure).toBe('');
    await view.controller.save({ suggestedName: 'b.png', kind: 'png' }, () =>
      Promise.reject(new Error('no canvas.')),
    );
    expect(view.controller.failure).toBe('b.png was not saved: no canvas.');
    view.answers.save = () => Promise.resolve({ saved: true });
    await view.controller.save({ suggestedName: 'a.csv', kind: 'csv' }, () => 'x');
    expect(view.controller.failure).toBe('');
  });
});
