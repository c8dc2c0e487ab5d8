// Runs in the same extension host as NextLabel. Writes what it measures to a file that the benchmark reads.
const { writeFileSync, existsSync, readFileSync } = require('node:fs');
const path = require('node:path');
const vscode = require('vscode');

/** A block is how much later than due a timer fires. */
const EVERY_MS = 5;

exports.activate = async function activate(context) {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  if (!folder) return;
  const file = path.join(folder, 'probe.json');
  const resetFile = path.join(folder, 'probe-reset.txt');
  const extension = vscode.extensions.getExtension('nextlabel.nextlabel');
  const alreadyActive = extension.isActive;
  const from = performance.now();
  await extension.activate();
  const activationMs = alreadyActive ? null : performance.now() - from;

  let longestBlockMs = 0;
  let blocks = [];
  let generation = '';
  let last = performance.now();
  const tick = setInterval(() => {
    const now = performance.now();
    const block = now - last - EVERY_MS;
    last = now;
    if (block > longestBlockMs) longestBlockMs = block;
    if (block > 20) blocks.push(Math.round(block));
  }, EVERY_MS);
  const report = setInterval(() => {
    const asked = existsSync(resetFile) ? readFileSync(resetFile, 'utf8') : '';
    if (asked !== generation) {
      generation = asked;
      longestBlockMs = 0;
      blocks = [];
    }
    writeFileSync(file, JSON.stringify({ generation, activationMs, longestBlockMs, blocks }));
    last = performance.now();
  }, 200);
  context.subscriptions.push({
    dispose: () => {
      clearInterval(tick);
      clearInterval(report);
    },
  });
};
