import * as vscode from 'vscode';

/** Whether a file or folder is there and can be looked at. */
export const fileExists = async (uri: vscode.Uri): Promise<boolean> => {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
};
