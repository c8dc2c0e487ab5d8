import path from 'node:path';
import * as vscode from 'vscode';
import type { ProjectProblem } from '../session/projectFile.ts';
import { locateField } from '../session/projectFileText.ts';
import { fileExists } from './fileExists.ts';
import { isProjectFile, parseDocument } from './projectDocument.ts';

/** Shows what is wrong with open project files in the Problems view, at the place where it is wrong. */
export const diagnoseProjectFiles = (): vscode.Disposable => {
  const collection = vscode.languages.createDiagnosticCollection('nextlabel');
  const diagnose = (document: vscode.TextDocument): void => {
    if (!isProjectFile(document.uri)) return;
    const found = diagnosticsOf(document);
    collection.set(document.uri, found);
    const { version } = document;
    void missingModel(document).then((missing) => {
      if (missing === null || document.isClosed || document.version !== version) return;
      collection.set(document.uri, [...found, missing]);
    });
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

/** The model that features are to come from is not there. In a workspace that is not trusted nobody looks for it. */
const missingModel = async (document: vscode.TextDocument): Promise<vscode.Diagnostic | null> => {
  const model = parseDocument(document).config?.frozenModel?.model;
  const place = locateField(document.getText(), ['features', 'model']);
  if (model === undefined || place === null || !vscode.workspace.isTrusted) return null;
  const file = path.resolve(path.dirname(document.uri.fsPath), model);
  if (await fileExists(vscode.Uri.file(file))) return null;
  const message = `There is no model at ${file}; expected an .onnx file, or the model.json of a TensorFlow.js model`;
  return diagnosticOf(document, { ...place, message }, vscode.DiagnosticSeverity.Error);
};

const diagnosticOf = (
  document: vscode.TextDocument,
  { offset, length, message }: Pick<ProjectProblem, 'offset' | 'length' | 'message'>,
  severity: vscode.DiagnosticSeverity,
): vscode.Diagnostic => {
  const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
  const diagnostic = new vscode.Diagnostic(range, message, severity);
  diagnostic.source = 'NextLabel';
  return diagnostic;
};
