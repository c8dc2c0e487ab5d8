import * as vscode from 'vscode';
import type { ProjectConfig } from '../protocol/project.ts';
import { cacheFolderOf, findStateFolder, sourcePath } from '../session/projectPaths.ts';
import { webviewFolder } from './webviewPage.ts';

/** As little of the disk as a view needs: its own files and, for images only, the images and their thumbnails. */
export const resourceRoots = (
  extensionUri: vscode.Uri,
  projectFile: vscode.Uri,
  config: ProjectConfig,
): readonly vscode.Uri[] => {
  const own = webviewFolder(extensionUri);
  if (config.kind !== 'image') return [own];
  const images = sourcePath(projectFile.fsPath, config);
  const cache = cacheFolderOf(findStateFolder(projectFile.fsPath));
  return [own, vscode.Uri.file(images), vscode.Uri.file(cache)];
};
