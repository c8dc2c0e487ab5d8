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

/** A check that passes or fails as a whole, by commands one after the other: its counts are 1 and 0, or 0 and 1. */
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

/** The same of commands that run beside each other. */
const checkAtOnce = (commands) => async () => {
  const all = await Promise.all(commands.map((command) => check([command])()));
  return all.find(({ failed }) => failed > 0) ?? { passed: 1, failed: 0 };
};

const types = { name: 'types', run: check(['.', 'src/engine', 'webview', 'test'].map(tsc)) };
const lint = {
  name: 'lint',
  run: checkAtOnce([
    [bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0'],
    [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
  ]),
};
const packing = { name: 'package', run: check([['vsix.mjs']]) };
const unit = { name: 'unit', run: vitest('unit', ['--project', '!golden']) };
const golden = { name: 'golden', run: vitest('golden', ['--project', 'golden']), applies: hasGolden };
const inVsCode = { name: 'in VS Code', run: runner('host', 'test/host/inHost.ts') };
const browser = { name: 'browser', run: runner('browser', 'test/e2e/run.ts') };

/**
 * What runs when, for two cores: each line after the one before it, and in a line the lists at the same time. The unit
 * tests and those in the browser use both cores by themselves; VS Code alone leaves one idle.
 */
const schedule = [[[types, packing], [lint]], [[unit]], [[golden], [inVsCode]], [[browser]]];
const steps = schedule.flat(2);

/** The rows of the table, in the order of the steps. */
async function runSteps(chosen) {
  const rows = new Map();
  for (const line of schedule) {
    await Promise.all(
      line.map(async (list) => {
        for (const step of list) if (chosen.includes(step)) rows.set(step, await runStep(step));
      }),
    );
  }
  return chosen.map((step) => rows.get(step));
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
