import * as vscode from 'vscode';
import type { SpecProblem } from '../../protocol/experiment.ts';
import type { EngineHandle } from '../engineHandle.ts';
import { messageOf } from '../messages.ts';
import { isSpecFile } from './specFile.ts';

/** A spec is checked when nobody has typed for so long. */
const CHECK_DELAY_MS = 400;

/** Shows what is wrong with open specs in the Problems view: what the JSON schema cannot say. */
export const diagnoseSpecs = (engine: EngineHandle, log: vscode.LogOutputChannel): vscode.Disposable => {
  const collection = vscode.languages.createDiagnosticCollection('nextlabel experiments');
  const timers = new Map<string, NodeJS.Timeout>();
  const check = async (document: vscode.TextDocument): Promise<void> => {
    const { version, uri } = document;
    try {
      const client = await engine.client();
      const problems = await client.checkSpec({ specText: document.getText(), specPath: uri.fsPath });
      // What was typed meanwhile is checked by itself.
      if (document.version === version && !document.isClosed) {
        collection.set(
          uri,
          problems.map((problem) => diagnosticOf(document, problem)),
        );
      }
    } catch (error) {
      log.warn(`${vscode.workspace.asRelativePath(uri)}: ${messageOf(error)}`);
    }
  };
  const checkSoon = (document: vscode.TextDocument): void => {
    // A check opens the data files that a spec names.
    if (!isSpecFile(document.uri) || document.uri.scheme !== 'file' || !vscode.workspace.isTrusted) return;
    const key = document.uri.toString();
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(() => void check(document), CHECK_DELAY_MS),
    );
  };
  const forget = (document: vscode.TextDocument): void => {
    clearTimeout(timers.get(document.uri.toString()));
    timers.delete(document.uri.toString());
    collection.delete(document.uri);
  };
  const checkAll = (): void => vscode.workspace.textDocuments.forEach(checkSoon);
  checkAll();
  return vscode.Disposable.from(
    collection,
    vscode.workspace.onDidOpenTextDocument(checkSoon),
    vscode.workspace.onDidChangeTextDocument((event) => checkSoon(event.document)),
    vscode.workspace.onDidCloseTextDocument(forget),
    vscode.workspace.onDidGrantWorkspaceTrust(checkAll),
    { dispose: () => timers.forEach((timer) => clearTimeout(timer)) },
  );
};

const diagnosticOf = (document: vscode.TextDocument, problem: SpecProblem): vscode.Diagnostic => {
  const diagnostic = new vscode.Diagnostic(
    rangeOf(document, problem),
    problem.message,
    vscode.DiagnosticSeverity.Error,
  );
  diagnostic.source = 'NextLabel';
  return diagnostic;
};

export const rangeOf = (document: vscode.TextDocument, { offset, length }: SpecProblem): vscode.Range =>
  new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
