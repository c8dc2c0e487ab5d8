// npm run bench:strategies: time and peak memory of one selection by each strategy, by size of the pool. Last line: JSON.
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { parseArgs, promisify } from 'node:util';
import { findStrategy, strategies } from '../../src/engine/strategies/registry.ts';
import type { Strategy } from '../../src/engine/strategies/strategy.ts';
import { bundleBench, bundleFolder } from './bundleBench.ts';
import { BATCH, CLASSES, COLUMNS, LABELED, servingModel } from './strategyPool.ts';
import { createPythonPools } from './strategyPython.ts';
import { figuresOf, msOf, printHead, printRow } from './strategyTable.ts';
import type { Cell, Cells } from './strategyTable.ts';

const { values } = parseArgs({
  options: {
    /** Ids, separated by commas; all that a live pool can be ranked by otherwise. */
    only: { type: 'string' },
    sizes: { type: 'string', default: '1000,10000,100000' },
    /** Seconds after which a measurement is cut. */
    limit: { type: 'string', default: '120' },
  },
});
const limitS = Number(values.limit);
if (!(limitS > 0)) throw new Error('--limit takes a positive number of seconds.');
const sizes = values.sizes
  .split(',')
  .map(Number)
  .sort((a, b) => a - b);
for (const size of sizes) {
  if (!(Number.isInteger(size) && size >= LABELED + BATCH)) {
    throw new Error(`--sizes takes whole numbers of at least ${LABELED + BATCH}, separated by commas.`);
  }
}
const live = strategies.filter((strategy) => strategy.simulationOnly !== true);
const measured = values.only === undefined ? live : values.only.split(',').map(findStrategy);

/** Targets on 100,000 items, in seconds on one core. */
const targets: Readonly<Record<string, number>> = { margin: 0.2, entropy: 0.2, kCenterGreedy: 10, badge: 20 };

async function measure(command: string, args: readonly string[]): Promise<Cell> {
  try {
    const options = { timeout: 1000 * limitS, killSignal: 'SIGKILL', maxBuffer: 2 ** 26 } as const;
    const { stdout } = await promisify(execFile)(command, args, options);
    return JSON.parse(stdout.trim().split('\n').at(-1)) as { ms: number; peakMb: number };
  } catch (error) {
    if (error instanceof Error && 'killed' in error && error.killed === true) return { why: 'cut' };
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    console.error(said.trim());
    return { why: 'failed' };
  }
}

const folder = await bundleFolder('strategies');
const child = await bundleBench('strategyChild', folder);
const measureStrategy = ({ id }: Strategy, size: number): Promise<Cell> =>
  measure(process.execPath, [child, id, String(size), child]);

/** Cells by size, the smallest first; what is cut on one size is not begun on a larger one. */
async function measureSizes(begin: (size: number) => Promise<Cell>): Promise<Cells> {
  const cells = new Map<number, Cell>();
  let stopped: Cell | null = null;
  for (const size of sizes) {
    const cell: Cell = stopped ?? (await begin(size));
    if ('why' in cell) stopped = cell;
    cells.set(size, cell);
  }
  return cells;
}

function targetWords(id: string, cells: Cells): string {
  const limit = targets[id];
  if (limit === undefined || !cells.has(100_000)) return '';
  const ms = msOf(cells.get(100_000));
  return `target ${limit} s ${ms !== null && ms <= 1000 * limit ? 'met' : 'NOT met'}`;
}

const pools = createPythonPools();
const results: Record<string, object> = {};
try {
  console.log(
    `One selection of ${BATCH} items, ${COLUMNS} features, ${CLASSES} classes, ${LABELED} labels; each in a process of its own, cut after ${limitS} s. Probabilities and embeddings are given; the peak of memory is the process's, Node and pool included.`,
  );
  printHead(sizes);
  for (const strategy of measured) {
    const serving = servingModel(strategy);
    if (serving === null) {
      console.log(`${strategy.id}: no task model of this benchmark serves it`);
      continue;
    }
    const cells = await measureSizes((size) => measureStrategy(strategy, size));
    const model = serving.model.id === 'logisticRegression' ? '' : `with ${serving.model.id}`;
    printRow(strategy.id, cells, [targetWords(strategy.id, cells), model].filter(Boolean).join(', '));
    results[strategy.id] = figuresOf(cells);
    const task = pools.taskOf(strategy.id, sizes[0]!);
    if (task === null) continue;
    const plain = await measureSizes((size) => {
      const { command, args } = pools.taskOf(strategy.id, size)!;
      return measure(command, args);
    });
    printRow(`  in ${task.package === 'sklearn' ? 'scikit-learn' : task.package}`, plain, '');
  }
  for (const name of pools.missing()) console.log(`Python's ${name} is not there: nothing to compare with.`);
} finally {
  pools.remove();
  await rm(folder, { recursive: true });
}
console.log(JSON.stringify({ strategies: results }));
