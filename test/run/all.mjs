// npm test: installs what is missing, then runs every check and says what ran.
//   node test/run/all.mjs                 everything
//   node test/run/all.mjs types unit      only these steps
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeFailures, failuresOfVitest } from './failures.mjs';
import { installBrowser, installProject, installVsCode } from './install.mjs';
import { installSoftwareVulkan } from './softwareVulkan.mjs';
import { projectNode, projectPath, root, run } from './machine.mjs';

const results = mkdtempSync(path.join(tmpdir(), 'nextlabel-test-'));
const minutes = (count) => count * 60_000;
const bin = (file) => path.join(root, 'node_modules', file);

/** Runs a tool under the project's Node. */
const node = (args, options) =>
  run(projectNode(), args, { ...options, env: { PATH: projectPath(), ...options?.env } });

/** What a command is called by a person: `tsc -p test`, not the path of its script. */
const nameOf = ([script, ...args]) => [path.basename(script).replace(/\.[cm]?js$/, ''), ...args].join(' ');

/** Counts of a step that is one check, or ended before there were any tests to count. */
const failedAsAWhole = (title, message) => ({
  passed: 0,
  failed: 1,
  failures: [{ title, file: '', message }],
});

/** A check that passes or fails as a whole: its counts are 1 and 0, or 0 and 1. */
const check = (commands) => async () => {
  for (const command of commands) {
    const code = await node(command, { timeoutMs: minutes(10) });
    if (code !== 0) return failedAsAWhole(nameOf(command), `ended with exit code ${code}`);
  }
  return { passed: 1, failed: 0 };
};

/** A run of vitest, counted by its own JSON report. */
const vitest = (name, args) => async () => {
  const report = path.join(results, `${name}.json`);
  const again = path.join(results, `${name}.again.json`);
  const reporters = ['default', 'json', './test/run/secondTries.mjs'].map((each) => `--reporter=${each}`);
  // A busy machine is late now and then; what fails twice is wrong. Those that needed it are named in the end.
  const tries = '--retry=1';
  const code = await node(
    [bin('vitest/vitest.mjs'), 'run', ...args, tries, ...reporters, `--outputFile.json=${report}`],
    {
      timeoutMs: minutes(40),
      env: { NEXTLABEL_SECOND_TRIES: again },
    },
  );
  if (!existsSync(report))
    return failedAsAWhole('vitest', `ended with exit code ${code} and without a report`);
  const { numPassedTests, numPendingTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const failures = failuresOfVitest(testResults);
  return settle(
    {
      passed: numPassedTests,
      failed: failures.length,
      skipped: numPendingTests,
      failures,
      secondTries: existsSync(again) ? JSON.parse(readFileSync(again, 'utf8')) : [],
    },
    code,
  );
};

/** A runner of ours, which leaves its counts in a file. */
const runner = (name, script) => async () => {
  const counts = path.join(results, `${name}.json`);
  const code = await node([script], { timeoutMs: minutes(30), env: { NEXTLABEL_COUNTS: counts } });
  if (!existsSync(counts))
    return failedAsAWhole(script, `ended with exit code ${code} and without its counts`);
  return settle(JSON.parse(readFileSync(counts, 'utf8')), code);
};

/** A run that ended badly without a failed test has failed all the same. */
const settle = (counts, code) => (code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts);

/** Failures of a step under its name; a step that failed has at least one. */
const failuresOf = ({ name, failed, failures = [] }) =>
  failed > 0 && failures.length === 0
    ? [{ title: name, file: '', message: 'failed without naming a test; see its output above' }]
    : failures.map((each) => ({ ...each, title: `${each.title} [${name}]` }));

const hasGolden = () =>
  existsSync(path.join(root, 'test/golden')) &&
  readdirSync(path.join(root, 'test/golden')).some((file) => file.endsWith('.test.ts'));

const tsc = (project) => [bin('typescript/bin/tsc'), '-p', project];

const steps = [
  { name: 'types', beside: true, run: check(['.', 'src/engine', 'webview', 'test'].map(tsc)) },
  {
    name: 'lint',
    beside: true,
    run: check([
      [bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0'],
      [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
    ]),
  },
  { name: 'package', run: check([['vsix.mjs']]) },
  { name: 'unit', run: vitest('unit', ['--exclude', 'test/golden/**']) },
  { name: 'golden', run: vitest('golden', ['test/golden']), applies: hasGolden },
  { name: 'in VS Code', run: runner('host', 'test/host/inHost.ts') },
  { name: 'browser', run: runner('browser', 'test/e2e/run.ts') },
];

/** Steps that take one core each (`beside`) run at the same time, the others one after the other. */
async function runSteps(chosen) {
  const together = chosen.filter(({ beside }) => beside);
  const table = await Promise.all(together.map(runStep));
  for (const step of chosen.filter(({ beside }) => !beside)) table.push(await runStep(step));
  return table;
}

async function runStep({ name, run: start }) {
  console.log(`\n== ${name}`);
  const from = Date.now();
  const counts = await start();
  return { name, ...counts, seconds: (Date.now() - from) / 1000 };
}

function report(table) {
  const again = table.flatMap(({ name, secondTries = [] }) =>
    secondTries.map((each) => ({ ...each, title: `${each.title} [${name}]` })),
  );
  const tried = describeFailures('Passed when tried again, as on a busy machine some do:', again);
  console.log(['', ...tried, ...describeFailures('Failed:', table.flatMap(failuresOf)), ''].join('\n'));
  for (const { name, passed, failed, skipped, seconds } of table) {
    const left = skipped ? `, ${skipped} skipped` : '';
    const mark = failed > 0 ? 'FAILED' : 'ok';
    console.log(
      `${name.padEnd(12)} ${mark.padEnd(7)} ${seconds.toFixed(0).padStart(4)} s   ` +
        `${passed} passed, ${failed} failed${left}`,
    );
  }
  const sum = (key) => table.reduce((total, row) => total + row[key], 0);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0 && sum('passed') > 0;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(', ')}. Steps: ${steps.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}
const chosen = steps.filter(
  ({ name, applies }) => (wanted.length === 0 || wanted.includes(name)) && (applies?.() ?? true),
);
try {
  await installProject();
  if (chosen.some(({ name }) => ['in VS Code', 'browser', 'unit'].includes(name))) {
    await installVsCode();
    await installBrowser();
  }
  if (chosen.some(({ name }) => name === 'unit')) await installSoftwareVulkan();
  process.env.NEXTLABEL_PACKAGED = chosen.some(({ name }) => name === 'package') ? '1' : '';
  process.exitCode = report(await runSteps(chosen)) ? 0 : 1;
} catch (error) {
  console.error(error.message);
  console.log('\n0 passed, 1 failed');
  process.exitCode = 1;
} finally {
  rmSync(results, { recursive: true, force: true });
}
