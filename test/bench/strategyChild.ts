import { BATCH, preparedPool, servingModel } from './strategyPool.ts';
import { createRng } from '../../src/engine/numeric/rng.ts';
import { findStrategy } from '../../src/engine/strategies/registry.ts';
import { select } from '../../src/engine/strategies/select.ts';
import { openNetworksHere } from './openNetworksHere.ts';

/**
 * Times one selection in a process of its own, whose peak of memory is then that selection's. Arguments: a strategy,
 * the items of the pool, and a module in whose folder packages are found. Prints JSON: ms, MB before the selection and MB at most.
 */
async function main(): Promise<void> {
  const [id = '', items = '', entry = ''] = process.argv.slice(2);
  const strategy = findStrategy(id);
  const serving = servingModel(strategy);
  if (serving === null) throw new Error(`No task model of this benchmark serves ${id}.`);
  if (serving.model.isNetwork === true) await openNetworksHere(entry);
  const view = preparedPool(Number(items), strategy, serving);
  const beforeMb = process.memoryUsage().rss / 2 ** 20;
  const begun = performance.now();
  const { rowIds } = select(strategy, view, BATCH, createRng(2));
  const ms = performance.now() - begun;
  if (rowIds.length !== BATCH) throw new Error(`${id} picked ${rowIds.length} items, not ${BATCH}.`);
  // Of the whole process, in KiB on every system that Node runs on.
  console.log(JSON.stringify({ ms, beforeMb, peakMb: process.resourceUsage().maxRSS / 1024 }));
}

void main().then(
  // Some backends keep the process alive.
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
