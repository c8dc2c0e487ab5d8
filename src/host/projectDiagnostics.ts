import * as vscode from 'vscode';
import { isProjectFile, parseDocument } from './projectDocument.ts';

/** Shows what is wrong with open project files in the Problems view, at the place where it is wrong. */
export const diagnoseProjectFiles = (): vscode.Disposable => {
  const collection = vscode.languages.createDiagnosticCollection('nextlabel');
  const diagnose = (document: vscode.TextDocument): void => {
    if (isProjectFile(document.uri)) collection.set(document.uri, diagnosticsOf(document));
  };
  vscode.workspace.textDocuments.forEach(diagnose);
  return vscode.Disposable.from(
    collection,
    vscode.workspace.onDidOpenTextDocument(diagnose),
    vscode.workspace.onDidChangeTextDocument((event) => diagnose(event.document)),
    vscode.workspace.onDidCloseTextDocument((document) => collection.delete(document.uri)),
  );
};

const diagnosticsOf = (document: vscode.TextDocument): vscode.Diagnostic[] =>
  parseDocument(document).problems.map((problem) => {
    const range = new vscode.Range(
      document.positionAt(problem.offset),
      document.positionAt(problem.offset + problem.length),
    );
    const diagnostic = new vscode.Diagnostic(range, problem.message, vscode.DiagnosticSeverity.Error);
    diagnostic.source = 'NextLabel';
    return diagnostic;
  });
