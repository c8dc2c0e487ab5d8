import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

describe('activation', () => {
  const extension = vscode.extensions.getExtension('nextlabel.nextlabel');

  it('is found and activates', async () => {
    assert.ok(extension, 'VS Code does not list the extension: is engines.vscode above this VS Code?');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers every contributed command', async () => {
    assert.ok(extension);
    const { contributes } = extension.packageJSON as Manifest;
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = contributes.commands.map(({ command }) => command).filter((id) => !registered.has(id));
    assert.ok(contributes.commands.length > 0);
    assert.deepEqual(missing, []);
  });
});
