import { rm } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bundleBench, bundleFolder } from './bundleBench.ts';
import { PYTHON } from './debianPython.ts';
import { measureIn } from './nnProcess.ts';
import type { Measured } from './nnProcess.ts';
import { SIZES, TASKS } from './nnTasks.ts';
import type { TaskName, TaskSizes } from './nnTasks.ts';
import { torchVersion } from './npTorch.ts';

/**
 * Networks on each backend of TensorFlow.js that opens here, beside PyTorch on one thread of the CPU in the same run: a
 * training step of ResNet-18, an epoch of the small CNN, and scoring with it. Each is measured in a process of its own,
 * which is ended where a step takes over a minute. Every line is for people; the last is one line of JSON.
 */

const { values } = parseArgs({
  options: {
    backends: { type: 'string' },
    batch: { type: 'string', default: String(SIZES.batch) },
    trained: { type: 'string', default: String(SIZES.trained) },
    scored: { type: 'string', default: String(SIZES.scored) },
    limit: { type: 'string', default: '60' },
  },
});
const [batch, trained, scored, limitS] = (['batch', 'trained', 'scored', 'limit'] as const).map((name) => {
  const value = Number(values[name]);
  if (!(Number.isInteger(value) && value > 0)) throw new Error(`--${name} takes a positive whole number.`);
  return value;
}) as [number, number, number, number];
const sizes: TaskSizes = { batch, trained, scored };

const root = path.join(import.meta.dirname, '../..');
const folder = await bundleFolder('nn');

type Row = Readonly<Record<TaskName, Measured>>;

async function measureAll(measure: (task: TaskName) => Promise<Measured>): Promise<Row> {
  const found: Partial<Record<TaskName, Measured>> = {};
  for (const task of TASKS) found[task] = await measure(task);
  return found as Row;
}

const shown = (measured: Measured): string => (measured.ms === null ? measured.why : measured.ms.toFixed(0));
const cells = (parts: readonly string[]): string =>
  parts.map((part, index) => (index === 0 ? part.padEnd(24) : part.padStart(22))).join('');
const print = (name: string, row: Row): void =>
  console.log(cells([name, ...TASKS.map((task) => shown(row[task]))]));
const figures = (row: Row) =>
  Object.fromEntries(
    TASKS.map((task) => [task, row[task].ms === null ? null : Number(row[task].ms.toFixed(1))]),
  );

try {
  const child = await bundleBench('nnChild', folder);
  const listing = await bundleBench('nnBackends', folder);
  const { names } = (await import(listing)) as { readonly names: readonly string[] };
  const asked = values.backends?.split(',') ?? names;
  console.log(
    `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores`,
  );
  console.log(`Milliseconds of wall time; images of 32 x 32 x 3, cut where a step takes over ${limitS} s.`);
  console.log(
    cells(['', `ResNet-18, step of ${batch}`, `CNN, epoch of ${trained}`, `CNN, ${scored} scored`]),
  );
  const rows: Record<string, Row> = {};
  for (const name of asked) {
    const args = [path.join(root, 'package.json'), name];
    rows[name] = await measureAll((task) =>
      measureIn(process.execPath, [child, ...args, task, JSON.stringify(sizes)], limitS),
    );
    print(name, rows[name]);
  }
  const version = torchVersion();
  const script = path.join(import.meta.dirname, 'nn_torch.py');
  const torch =
    version === null
      ? null
      : await measureAll((task) => measureIn(PYTHON, [script, task, JSON.stringify(sizes)], limitS));
  if (torch === null) console.log(`No PyTorch: ${PYTHON} has none (Debian: apt-get install python3-torch).`);
  else print(`PyTorch ${version ?? ''}, one thread`, torch);
  console.log(
    JSON.stringify({
      backends: Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, figures(row)])),
      torch: torch && figures(torch),
    }),
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
