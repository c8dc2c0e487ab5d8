// A reporter of vitest: leaves the tests that passed at the second try only in the file NEXTLABEL_SECOND_TRIES.
import { writeFileSync } from 'node:fs';

/** @implements {import('vitest/reporters').Reporter} */
export default class SecondTries {
  /** @type {import('./failures.mjs').Failure[]} */
  #tests = [];

  /** @param {import('vitest/node').TestCase} test */
  onTestCaseResult(test) {
    if (test.diagnostic()?.flaky !== true) return;
    const message = test.result().errors?.[0]?.message ?? '';
    this.#tests.push({ title: test.fullName, file: test.module.moduleId, message });
  }

  onTestRunEnd() {
    const file = process.env.NEXTLABEL_SECOND_TRIES;
    if (file) writeFileSync(file, JSON.stringify(this.#tests));
  }
}
