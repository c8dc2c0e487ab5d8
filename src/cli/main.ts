#!/usr/bin/env node
import { runCommandLine } from './commandLine.ts';

/** A reader that has seen enough (`nextlabel rank ... | head`) is no failure. */
function leaveWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}

process.stdout.on('error', leaveWithReader);
process.stderr.on('error', leaveWithReader);

void runCommandLine(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  error: (text) => void process.stderr.write(text),
  interactive: process.stdout.isTTY,
}).then((code) => {
  // Set, not exited with: output that is still on its way would be lost.
  process.exitCode = code;
});
