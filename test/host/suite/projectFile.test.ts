import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { api, closeViews, eventually, projectFolder } from './openProject.ts';

describe('a project file in the text editor', () => {
  let scratch: ReturnType<typeof projectFolder>;
  beforeEach(async () => {
    await api();
    scratch = projectFolder('file');
  });
  afterEach(async () => {
    await closeViews();
    scratch.remove();
  });

  const open = async (text: string): Promise<vscode.TextDocument> => {
    const file = path.join(scratch.folder, 'p.nextlabel.json');
    writeFileSync(file, text);
    await vscode.commands.executeCommand('vscode.openWith', vscode.Uri.file(file), 'default');
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
    await vscode.window.showTextDocument(document);
    return document;
  };

  const problems = (document: vscode.TextDocument, source: string): readonly vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(document.uri).filter((diagnostic) => diagnostic.source === source);

  it('is JSON with comments', async () => {
    const document = await open('{ "source": "a.csv" }');
    assert.equal(document.languageId, 'jsonc');
  });

  it('shows a key collision at the key, and takes it back when it is mended', async () => {
    const text =
      '{ "source": "a.csv", "kind": "tabular",\n  "classes": [{ "name": "a", "key": "1" }, { "name": "b", "key": "1" }] }\n';
    const document = await open(text);
    const [problem] = await eventually('the problem is shown', () => {
      const found = problems(document, 'NextLabel');
      return found.length > 0 && found;
    });
    assert.equal(problem?.message, 'The classes "a" and "b" both have the key "1"');
    assert.equal(problem.range.start.line, 1);
    assert.equal(document.getText(problem.range), '"1"');
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, problem.range, '"2"');
    await vscode.workspace.applyEdit(edit);
    await eventually('the problem is gone', () => problems(document, 'NextLabel').length === 0);
  });

  it('warns of a model that has no effect, and says that it is not there', async () => {
    const text =
      '{ "source": "photos", "kind": "image", "classes": ["a", "b"], "model": "cnn",\n  "features": { "model": "m.onnx" } }\n';
    const document = await open(text);
    const found = await eventually('both are shown', () => {
      const shown = problems(document, 'NextLabel');
      return shown.length === 2 && shown;
    });
    const [warning, missing] = found;
    assert.equal(warning?.severity, vscode.DiagnosticSeverity.Warning);
    assert.ok(warning.message.includes('"features" has no effect'));
    assert.equal(missing?.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(document.getText(missing.range), '"m.onnx"');
    assert.ok(missing.message.includes(path.join(scratch.folder, 'm.onnx')));
  });

  it('gets completion from the JSON schema', async () => {
    const document = await open('{\n  \n}\n');
    const labels = await eventually('the JSON service completes', async () => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        new vscode.Position(1, 2),
      );
      const found = list.items.map((item) =>
        typeof item.label === 'string' ? item.label : item.label.label,
      );
      return found.includes('randomShare') && found;
    });
    for (const field of ['source', 'kind', 'classes', 'strategy', 'batchSize']) {
      assert.ok(labels.includes(field), `completion offers ${field}`);
    }
  });
});
