import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { openInstalled } from '../e2e/installed.ts';
import type { Installed } from '../e2e/installed.ts';
import { openFile, webviewFrame } from '../e2e/workbench.ts';
import { measureInView } from './latency.ts';
import type { Latencies } from './latency.ts';
import { writeWaveformProject } from './waveformProject.ts';

const KEYS = ['1', '2', '3'];
/** Enough for the model, its code and the caches to be warm. */
const WARM_UP = 30;
const LABELS = 200;
/** Fast for a person; with a round every ten labels one is nearly always running. */
const PAUSE_MS = 50;

export interface VsCodeFigures extends Latencies {
  /** How long `activate` took, with loading the bundle. */
  readonly activationMs: number;
  readonly longestBlockMs: number;
  readonly rounds: number;
}

interface ProbeReport {
  readonly generation: string;
  readonly activationMs: number | null;
  readonly longestBlockMs: number;
}

/** Labels in the packaged extension in a real VS Code, while rounds run in the background. */
export const measureVsCode = async (rows: number): Promise<VsCodeFigures> => {
  const vscode = await openInstalled({
    prepare: (workspace) => void writeWaveformProject(workspace, rows),
  });
  try {
    const activationMs = (await probe(vscode, '')).activationMs ?? Number.NaN;
    await openFile(vscode.page, 'waves.nextlabel.json');
    const frame = await webviewFrame(vscode.page, 'nextlabel-labeling .stage .rank', { timeoutMs: 300_000 });
    await frame.evaluate(measureInView, { keys: KEYS, labels: WARM_UP, pauseMs: PAUSE_MS });
    const from = await roundShown(frame);
    await probe(vscode, 'measured');
    const latencies = await frame.evaluate(measureInView, { keys: KEYS, labels: LABELS, pauseMs: PAUSE_MS });
    const { longestBlockMs } = await probe(vscode, 'measured');
    return { ...latencies, activationMs, longestBlockMs, rounds: (await roundShown(frame)) - from };
  } finally {
    await vscode.close();
  }
};

const roundShown = async (frame: Frame): Promise<number> => {
  const status = await frame.locator('nextlabel-labeling footer').textContent();
  return Number(/round (\d+)/.exec(status ?? '')?.[1] ?? 0);
};

/** Asks the probe in the extension host for its figures since it was told this generation. */
const probe = async (vscode: Installed, generation: string): Promise<ProbeReport> => {
  if (generation !== '') writeFileSync(path.join(vscode.workspace, 'probe-reset.txt'), generation);
  const end = Date.now() + 60_000;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 300));
    try {
      const text = readFileSync(path.join(vscode.workspace, 'probe.json'), 'utf8');
      const report = JSON.parse(text) as ProbeReport;
      if (report.generation === generation) return report;
    } catch {
      // Not written yet, or just being written.
    }
    if (Date.now() > end) throw new Error('the probe in the extension host does not answer');
  }
};
