import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { EXPERIMENT_VIEW } from '../../../src/host/experiments/experimentEditor.ts';
import { RESULTS_FILE } from '../../../src/protocol/experiment.ts';

interface Keybinding {
  readonly command: string;
  readonly key: string;
  readonly mac?: string;
  readonly when: string;
}

interface Manifest {
  readonly main: string;
  readonly extensionKind: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly supported: unknown } };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category: string }[];
    readonly keybindings: readonly Keybinding[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly walkthroughs: readonly {
      readonly steps: readonly { readonly media: { readonly svg: string } }[];
    }[];
    readonly jsonValidation: readonly { readonly fileMatch: string; readonly url: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string }[];
    readonly customEditors: readonly {
      readonly viewType: string;
      readonly selector: readonly { readonly filenamePattern: string }[];
    }[];
  };
}

describe('the manifest', () => {
  const extension = vscode.extensions.getExtension('nextlabel.nextlabel');
  assert.ok(extension);
  const manifest = extension.packageJSON as Manifest;
  const { contributes } = manifest;
  const commands = new Set(contributes.commands.map(({ command }) => command));

  it('declares limited trust and runs where the workspace is', () => {
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, 'limited');
    assert.deepEqual(manifest.extensionKind, ['workspace']);
  });

  it('names only commands that it contributes', () => {
    const named = [
      ...contributes.keybindings.map(({ command }) => command),
      ...Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command)),
    ];
    assert.deepEqual(
      named.filter((command) => !commands.has(command)),
      [],
    );
    assert.ok(contributes.commands.every(({ category }) => category === 'NextLabel'));
  });

  it('binds each key once, and only inside a labeling view without text focus', () => {
    const keys = contributes.keybindings.map(({ key }) => key);
    assert.equal(new Set(keys).size, keys.length);
    for (const { when } of contributes.keybindings) {
      for (const part of [
        "activeCustomEditorId == 'nextlabel.labeling'",
        '!nextlabel.textFocus',
        '!inputFocus',
      ]) {
        assert.ok(when.includes(part), `${when} has ${part}`);
      }
    }
    const expected = [
      's',
      'f',
      'n',
      'u',
      'ctrl+z',
      'ctrl+shift+z',
      'left',
      'right',
      'enter',
      'shift+/',
      'g',
      '/',
      'alt+w',
    ];
    assert.deepEqual([...keys].sort(), expected.sort());
  });

  it('offers to run a spec where a spec is seen, and nowhere else', () => {
    for (const menu of ['explorer/context', 'editor/title']) {
      const when = contributes.menus[menu]?.find(
        ({ command }) => command === 'nextlabel.runExperiment',
      )?.when;
      const [, pattern = ''] = /resourceFilename =~ \/(.+)\/$/.exec(when ?? '') ?? [];
      assert.ok(new RegExp(pattern).test('npal.experiment.json'), menu);
      assert.ok(!new RegExp(pattern).test('npal.experiment.json.bak'), menu);
      assert.ok(!new RegExp(pattern).test('nextlabel-experiment.json'), menu);
    }
    assert.ok(contributes.jsonValidation.some(({ fileMatch }) => fileMatch === '*.experiment.json'));
  });

  it('opens results folders by the file that the runner writes, and says what the empty views are for', () => {
    const editor = contributes.customEditors.find(({ viewType }) => viewType === EXPERIMENT_VIEW);
    assert.deepEqual(editor?.selector, [{ filenamePattern: RESULTS_FILE }]);
    const views = contributes.views['nextlabel']?.map(({ id }) => id) ?? [];
    assert.deepEqual(views, ['nextlabel.projects', 'nextlabel.experiments']);
    assert.deepEqual(
      contributes.viewsWelcome.map(({ view }) => view),
      views,
    );
  });

  it('points to files that exist, and every %key% has its words', () => {
    const files = [
      manifest.main,
      ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.svg)),
      ...contributes.jsonValidation.map(({ url }) => url),
    ];
    for (const file of files) assert.ok(existsSync(path.join(extension.extensionPath, file)), file);
    const words = JSON.parse(
      readFileSync(path.join(extension.extensionPath, 'package.nls.json'), 'utf8'),
    ) as Record<string, string>;
    const source = readFileSync(path.join(extension.extensionPath, 'package.json'), 'utf8');
    const used = [...source.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key ?? '');
    assert.ok(used.length > 20);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(words).sort());
  });
});
