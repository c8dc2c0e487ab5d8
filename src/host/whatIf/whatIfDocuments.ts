import * as vscode from 'vscode';

const SCHEME = 'nextlabel-what-if';

/** Answers as read-only documents, shown in VS Code's Markdown preview. */
export class WhatIfDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);

  provideTextDocumentContent(uri: vscode.Uri): string {
    return (
      this.#texts.get(uri.toString()) ??
      vscode.l10n.t('This answer is gone with the window that it was made in. Ask again.')
    );
  }

  /** Shows a text beside what is open; a later one of the same project takes its place. */
  async show(project: vscode.Uri, name: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({
      scheme: SCHEME,
      path: `/${vscode.l10n.t('What If')} ${name.replaceAll('/', ' ')}.md`,
      query: project.toString(),
    });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
