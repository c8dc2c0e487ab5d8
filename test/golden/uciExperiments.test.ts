import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReportCell, Setting } from '../../src/protocol/experiment.ts';
import { reportOn } from '../../src/experiments/reportOn.ts';
import { runCli, scratch } from '../cli/runCli.ts';
import { findData } from './goldenFile.ts';

/** AUAC of the released code of Bakker et al. 2023, run again: mean and deviation of nine runs, logistic regression. */
const released: Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<Setting, readonly [number, number]>>>>>
> = {
  waveform: {
    random: { balanced: [8.48, 0.25], imbalanced: [8.23, 0.47], imbalancedWeighted: [8.59, 0.3] },
    uncertainty: { balanced: [8.53, 0.25], imbalanced: [8.46, 0.36], imbalancedWeighted: [8.74, 0.3] },
  },
  mushrooms: {
    random: { balanced: [8.83, 0.28], imbalanced: [6.24, 0.51], imbalancedWeighted: [7.8, 0.84] },
    uncertainty: { balanced: [8.86, 0.3], imbalanced: [6.43, 0.36], imbalancedWeighted: [8.0, 0.98] },
  },
  adult: {
    random: { balanced: [7.26, 0.3], imbalanced: [6.77, 0.97], imbalancedWeighted: [7.24, 0.85] },
    uncertainty: { balanced: [7.24, 0.28], imbalanced: [6.73, 0.96], imbalancedWeighted: [7.16, 0.97] },
  },
};
const runs = 9;

const paths = Object.keys(released).map((name) => [name, findData(`uci/${name}.csv`)] as const);

/** The imbalanced settings of adult keep 434 rows, 39 of them rare: too few to assert anything. */
const isAsserted = ({ dataset, setting }: ReportCell): boolean =>
  dataset !== 'adult' || setting === 'balanced';

describe.skipIf(paths.some(([, path]) => path === null))('nextlabel experiment on the UCI data sets', () => {
  const { folder, write, end } = scratch();
  const cells: ReportCell[] = [];

  beforeAll(async () => {
    const spec = write(
      'uci.experiment.json',
      JSON.stringify({
        name: 'uci',
        datasets: paths.map(([name, source]) => ({ name, source, label: 'y' })),
        settings: ['balanced', 'imbalanced', 'imbalancedWeighted'],
        strategies: ['random', 'uncertainty'],
      }),
    );
    const out = join(folder, 'results');
    const jobs = String(availableParallelism());
    const { code, stderr } = await runCli(['experiment', spec, '--out', out, '--jobs', jobs]);
    expect(code, stderr).toBe(0);
    cells.push(...(await reportOn(out)).cells);
    console.log(cells.map(comparisonText).join('\n'));
  }, 300_000);
  afterAll(end);

  it('runs every data set, setting and strategy nine times', () => {
    expect(cells).toHaveLength(18);
    expect(cells.every((cell) => cell.runs === runs)).toBe(true);
  });

  it('ends within three standard errors of the difference of the released code', () => {
    const far = cells.filter((cell) => isAsserted(cell) && comparisonOf(cell).errors > 3);
    expect(far.map(comparisonText)).toEqual([]);
  });
});

function comparisonOf({ dataset, setting, strategy, auac }: ReportCell) {
  const [mean, sd] = released[dataset]![strategy]![setting];
  const standardError = Math.sqrt((sd ** 2 + auac.sd! ** 2) / runs);
  return { mean, sd, errors: Math.abs(auac.mean - mean) / standardError };
}

function comparisonText(cell: ReportCell): string {
  const { mean, sd, errors } = comparisonOf(cell);
  const name = `${cell.dataset}, ${cell.setting}, ${cell.strategy}`.padEnd(44);
  const own = `${cell.auac.mean.toFixed(2)} ± ${cell.auac.sd!.toFixed(2)}`;
  return `${name} ${own}, released code ${mean.toFixed(2)} ± ${sd.toFixed(2)}: ${errors.toFixed(1)} standard errors`;
}
