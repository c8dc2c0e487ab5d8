import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findStrategy } from '../../src/engine/strategies/registry.ts';
import { PYTHON } from './debianPython.ts';
import { BATCH, CLASSES, COLUMNS, LABELED, preparedPool, servingModel } from './strategyPool.ts';

/** Strategies that a plain form stands beside, and the package that it takes. */
const packages: Readonly<Record<string, string>> = {
  margin: 'numpy',
  entropy: 'numpy',
  kCenterGreedy: 'numpy',
  kMeans: 'sklearn',
};

export interface PythonTask {
  readonly package: string;
  readonly command: string;
  readonly args: readonly string[];
}

/** The pools as files, for as long as the benchmark runs. */
export function createPythonPools() {
  const folder = mkdtempSync(path.join(tmpdir(), 'nextlabel-strategies-'));
  const there = new Map<string, boolean>();
  const isThere = (name: string): boolean => {
    const known = there.get(name) ?? spawnSync(PYTHON, ['-c', `import ${name}`]).status === 0;
    there.set(name, known);
    return known;
  };
  const written = new Set<number>();
  const filesOf = (items: number): readonly string[] => {
    const names = ['features', 'probabilities'].map((name) => path.join(folder, `${name}${items}.bin`));
    if (written.has(items)) return names;
    const margin = findStrategy('margin');
    const { features, probabilities } = preparedPool(items, margin, servingModel(margin)!);
    writeFileSync(names[0]!, new Uint8Array(features.data.buffer));
    writeFileSync(names[1]!, new Uint8Array(probabilities!.buffer));
    written.add(items);
    return names;
  };
  return {
    /** The plain form of a strategy, on as many items as the strategy looks at; null where there is none, or no package. */
    taskOf(id: string, items: number): PythonTask | null {
      const name = packages[id];
      if (name === undefined || !isThere(name)) return null;
      const sample = findStrategy(id).params.find((param) => param.name === 'sample')?.default;
      const looked = Math.min(items, LABELED + Number(sample ?? items));
      const script = path.join(import.meta.dirname, 'strategies_numpy.py');
      const sizes = [looked, COLUMNS, CLASSES, LABELED, BATCH].map(String);
      return { package: name, command: PYTHON, args: [script, id, ...sizes, ...filesOf(items)] };
    },
    missing: () => [...new Set(Object.values(packages))].filter((name) => !isThere(name)),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
