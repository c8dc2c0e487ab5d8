// Names the tests that failed, for the end of a run: the front of a long output is often cut off.
import path from 'node:path';
import { root } from './machine.mjs';

/**
 * A test that failed: its full title, its file (relative to the project, or absolute), and why.
 * @typedef {{ readonly title: string, readonly file: string, readonly message: string }} Failure
 */

const MOST = 20;
const WIDTH = 200;

/**
 * The first line that says something, and the next one where it ends in a colon; short enough for a terminal.
 * @param {string} text
 */
function firstLine(text) {
  const [first = 'no message', second = ''] = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return (first.endsWith(':') ? `${first} ${second}` : first).slice(0, WIDTH);
}

/**
 * The failed tests of vitest's JSON report, and the files of it that could not be loaded.
 * @param {ReadonlyArray<{ name: string, status: string, message: string, assertionResults: ReadonlyArray<{ fullName: string, status: string, failureMessages?: readonly string[] }> }>} files
 * @returns {Failure[]}
 */
export const failuresOfVitest = (files) =>
  files.flatMap(({ name: file, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    // A file that could not even be loaded, or whose hooks failed, may hold no test that failed.
    if (failed.length === 0 && status === 'failed') return [{ title: '(the file itself)', file, message }];
    return failed.map(({ fullName, failureMessages = [] }) => ({
      title: fullName,
      file,
      message: failureMessages[0] ?? '',
    }));
  });

/**
 * Lines that name tests of all steps under a heading, at most 20 of them; none where there are none.
 * @param {string} heading
 * @param {readonly Failure[]} failures
 * @returns {string[]}
 */
export function describeFailures(heading, failures) {
  if (failures.length === 0) return [];
  const named = failures.slice(0, MOST).flatMap(({ title, file, message }) => {
    const where = path.isAbsolute(file) ? path.relative(root, file) : file;
    return [`  ${where ? `${where}: ` : ''}${title}`, `      ${firstLine(message)}`];
  });
  const more = failures.length - MOST;
  return [heading, ...named, ...(more > 0 ? [`  and ${more} more`] : [])];
}
