import * as vscode from 'vscode';

/**
 * Where a view opens that is read beside the one in front: in the column to the right, else in that to the left; a new
 * column is made only where there is one so far. Beside nothing is the same place.
 */
export function besideColumn(): vscode.ViewColumn {
  const { all, activeTabGroup } = vscode.window.tabGroups;
  if (activeTabGroup.activeTab === undefined) return vscode.ViewColumn.Active;
  const columns = all.map(({ viewColumn }) => viewColumn).sort((a, b) => a - b);
  const place = columns.indexOf(activeTabGroup.viewColumn);
  return columns[place + 1] ?? columns[place - 1] ?? vscode.ViewColumn.Beside;
}
