import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { NextLabelApi } from '../../../src/extension.ts';
import type { LabelCommand, LabelingSnapshot } from '../../../src/protocol/labeling.ts';
import type { LabelingSession } from '../../../src/session/session.ts';
import { labelCommand } from '../../session/labelCommand.ts';

export const api = async (): Promise<NextLabelApi> => {
  const extension = vscode.extensions.getExtension<NextLabelApi>('nextlabel.nextlabel');
  assert.ok(extension);
  return extension.activate();
};

/** Waits until `probe` gives something, asking ten times a second. */
export const eventually = async <Value>(
  what: string,
  probe: () => Value | null | undefined | false | Promise<Value | null | undefined | false>,
  timeoutMs = 30_000,
): Promise<Value> => {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const value = await probe();
    if (value !== null && value !== undefined && value !== false) return value;
    if (Date.now() > end) throw new Error(`timed out: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

/** A fresh folder of the workspace, gone after the test. */
export const projectFolder = (name: string): { readonly folder: string; readonly remove: () => void } => {
  const root = vscode.workspace.workspaceFolders?.[0];
  assert.ok(root, 'the tests run in a workspace with a folder');
  const folder = path.join(root.uri.fsPath, `${name}-${randomUUID().slice(0, 8)}`);
  mkdirSync(folder);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
};

/** Two groups of points around (0, 0) and (5, 5); no label column. */
export const writeTable = (file: string, rows: number, start = 0): void => {
  const lines = Array.from({ length: rows }, (_, n) => {
    const row = start + n;
    const centre = row % 2 === 0 ? 0 : 5;
    return `r${row},${(centre + Math.sin(row)).toFixed(4)},${(centre + Math.cos(row * 1.7)).toFixed(4)}`;
  });
  writeFileSync(file, `name,x,y\n${lines.join('\n')}\n`);
};

export const writeProject = (folder: string, extra: object = {}): vscode.Uri => {
  const file = path.join(folder, 'points.nextlabel.json');
  const project = { source: 'points.csv', kind: 'tabular', id: 'name', classes: ['near', 'far'], ...extra };
  writeFileSync(file, `${JSON.stringify(project, null, 2)}\n`);
  return vscode.Uri.file(file);
};

/** Opens the labeling view and waits for the first import. */
export const openView = async (
  uri: vscode.Uri,
): Promise<{ readonly session: LabelingSession; readonly snapshot: LabelingSnapshot }> => {
  await vscode.commands.executeCommand('vscode.openWith', uri, 'nextlabel.labeling');
  const { session: sessionOf } = await api();
  const session = await eventually('the session opens', () => sessionOf(uri));
  const snapshot = await eventually('the data are imported', async () => {
    const current = await session.snapshot();
    return current.total > 0 && current.sequence.length > current.turn && current;
  });
  return { session, snapshot };
};

export const closeViews = async (): Promise<void> => {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
};

/** Labels the item on turn; the id says which class is right. */
export const labelNext = async (session: LabelingSession): Promise<LabelCommand> => {
  const { sequence, turn } = await session.snapshot();
  const item = sequence[turn];
  assert.ok(item, 'there is an item to label');
  const command = labelCommand(item.itemId, Number(item.itemId.slice(1)) % 2 === 0 ? 'near' : 'far');
  await session.apply([command]);
  return command;
};
