import path from 'node:path';
import { expect, test } from 'vitest';
import { describeFailures, failuresOfVitest } from './failures.mjs';
import { root } from './machine.mjs';

const file = path.join(root, 'test/store/labels.test.ts');

test("vitest's report gives the failed tests, and files that hold none but failed", () => {
  const passed = { fullName: 'adds', status: 'passed', failureMessages: [] };
  const failed = {
    fullName: 'sums twice',
    status: 'failed',
    failureMessages: ['Error: 2 is not 3\n    at sum'],
  };
  const report = [
    { name: file, status: 'failed', message: '', assertionResults: [passed, failed] },
    { name: '/else.test.ts', status: 'failed', message: 'no such import', assertionResults: [] },
    { name: '/good.test.ts', status: 'passed', message: '', assertionResults: [passed] },
  ];
  expect(failuresOfVitest(report)).toEqual([
    { title: 'sums twice', file, message: 'Error: 2 is not 3\n    at sum' },
    { title: '(the file itself)', file: '/else.test.ts', message: 'no such import' },
  ]);
});

test('a failure is named by its file in the project and the first line of its message', () => {
  expect(
    describeFailures('Failed:', [
      { title: 'sums twice', file, message: '\n  Error: 2 is not 3\n    at sum' },
    ]),
  ).toEqual(['Failed:', '  test/store/labels.test.ts: sums twice', '      Error: 2 is not 3']);
  expect(
    describeFailures('Failed:', [{ title: 'a', file: '', message: 'Expected to be equal:\n\n1 !== 2' }]).at(
      -1,
    ),
  ).toBe('      Expected to be equal: 1 !== 2');
  expect(describeFailures('Failed:', [])).toEqual([]);
});

test('at most twenty failures are named, and the others counted', () => {
  const many = Array.from({ length: 23 }, (_, each) => ({ title: `test ${each}`, file: '', message: 'no' }));
  const lines = describeFailures('Failed:', many);
  expect(lines).toHaveLength(1 + 2 * 20 + 1);
  expect(lines.at(-1)).toBe('  and 3 more');
});
