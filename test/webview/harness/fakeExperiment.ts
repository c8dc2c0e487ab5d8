import type { ExperimentSnapshot } from '../../../src/protocol/experimentView.ts';
import { parseDrawing } from '../../../webview/experiment/drawing/parseDrawing.ts';
import { pushSnapshot, serveFigureView } from './fakeFigureHost.ts';
import type { FakeFigureHost } from './fakeFigureHost.ts';
import { experimentReport } from './experimentReport.ts';
import type { ReportOptions } from './experimentReport.ts';

/** What the tests see of the page. */
export interface FakeExperiment extends FakeFigureHost<ExperimentSnapshot> {
  /** Shows another snapshot: `options` of the report, the rest of the snapshot in `over`. */
  push(options: ReportOptions, over?: Partial<ExperimentSnapshot>): void;
  /** Whether the view would take this for a drawing. */
  isDrawing(text: string): boolean;
}

declare global {
  interface Window {
    fakeExperiment: FakeExperiment;
  }
}

const query = new URLSearchParams(location.search);
const asked = JSON.parse(query.get('report') ?? '{}') as ReportOptions;
const over = JSON.parse(query.get('snapshot') ?? '{}') as Partial<ExperimentSnapshot>;

function snapshotOf(options: ReportOptions, changed: Partial<ExperimentSnapshot>): ExperimentSnapshot {
  const report = experimentReport(options);
  return {
    report,
    state: 'complete',
    progress: null,
    folderName: '2025-11-25 16.10.03',
    problem: '',
    ...changed,
  };
}

const host: FakeExperiment = {
  snapshot: snapshotOf(asked, over),
  commands: [],
  saves: [],
  violations: [],
  silent: query.has('silent'),
  refusal: '',
  push(options, changed = {}) {
    host.snapshot = snapshotOf(options, changed);
    pushSnapshot('experiment', host.snapshot);
  },
  isDrawing: (text) => parseDrawing(text) !== null,
};
window.fakeExperiment = host;
serveFigureView('experiment', host);
