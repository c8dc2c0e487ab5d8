import * as vscode from 'vscode';
import type { ProjectProblem } from '../session/projectFile.ts';
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

const diagnosticsOf = (document: vscode.TextDocument): vscode.Diagnostic[] => {
  const { problems, warnings } = parseDocument(document);
  const { Error: error, Warning: warning } = vscode.DiagnosticSeverity;
  return [
    ...problems.map((problem) => diagnosticOf(document, problem, error)),
    ...warnings.map((problem) => diagnosticOf(document, problem, warning)),
  ];
};

const diagnosticOf = (
  document: vscode.TextDocument,
  { offset, length, message }: ProjectProblem,
  severity: vscode.DiagnosticSeverity,
): vscode.Diagnostic => {
  const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
  const diagnostic = new vscode.Diagnostic(range, message, severity);
  diagnostic.source = 'NextLabel';
  return diagnostic;
};
