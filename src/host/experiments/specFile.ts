import path from 'node:path';
import * as vscode from 'vscode';

const SPEC_SUFFIX = '.experiment.json';
export const SPEC_FILES = '**/*.experiment.json';
/** Where no spec is looked for: other people's files, and the copies of presets beside their results. */
export const OUTSIDE_SPECS = '**/{node_modules,.git,.nextlabel,experiment-results,*.results}/**';

export const isSpecFile = (uri: vscode.Uri): boolean => uri.path.endsWith(SPEC_SUFFIX);

/** `npal-table.experiment.json` is `npal-table`; any other JSON file goes by its name without the ending. */
export const specName = (uri: vscode.Uri): string => {
  const file = path.posix.basename(uri.path);
  return file.endsWith(SPEC_SUFFIX) ? file.slice(0, -SPEC_SUFFIX.length) : file.replace(/\.jsonc?$/i, '');
};

export const specFileName = (name: string): string => `${name}${SPEC_SUFFIX}`;

export const findSpecs = async (): Promise<readonly vscode.Uri[]> => {
  const found = await vscode.workspace.findFiles(SPEC_FILES, OUTSIDE_SPECS);
  return found.sort((a, b) => a.path.localeCompare(b.path));
};

/** The text of a spec as it stands in an editor; what was not saved is saved first, so that a resumed run finds it. */
export const readSpec = async (uri: vscode.Uri): Promise<string> => {
  const document = await vscode.workspace.openTextDocument(uri);
  if (document.isDirty) await document.save();
  return document.getText();
};

/** Opens a spec as text, with a place selected where one is given. */
export const openSpec = async (uri: vscode.Uri, range?: vscode.Range): Promise<void> => {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, {
    preview: false,
    ...(range === undefined ? {} : { selection: range }),
  });
};
