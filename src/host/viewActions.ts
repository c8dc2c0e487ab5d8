import * as vscode from 'vscode';
import type { ViewAction } from '../protocol/labeling.ts';
import type { LabelingEditor } from './labelingEditor.ts';

/** The fixed actions of the labeling view, each a command so that its key can be rebound. */
const VIEW_ACTIONS: readonly ViewAction[] = [
  'skip',
  'flag',
  'note',
  'undo',
  'redo',
  'back',
  'forward',
  'acceptSuggestion',
  'help',
  'toggleGrid',
  'findClass',
  'why',
];

export const registerViewActions = (editor: LabelingEditor): vscode.Disposable =>
  vscode.Disposable.from(
    ...VIEW_ACTIONS.map((action) =>
      vscode.commands.registerCommand(`nextlabel.${action}`, () => editor.act(action)),
    ),
  );
