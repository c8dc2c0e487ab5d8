import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createRng } from '../../src/engine/numeric/rng.ts';
import { csv, resultOf, runCli, scratch } from './runCli.ts';

const { folder, write, end } = scratch();
afterAll(end);

interface Ranked {
  readonly strategy: string;
  readonly model: string;
  readonly seed: number;
  readonly classes: readonly string[];
  readonly labeled: number;
  readonly pool: number;
  readonly picks: readonly {
    readonly row: number;
    readonly id: string | null;
    readonly score: number | null;
    readonly probabilities: readonly number[] | null;
  }[];
}

/** Two clouds; every third row has no label. */
function clouds(rows: number): string {
  const rng = createRng(7);
  const header = ['name', 'x0', 'x1', 'y'];
  const lines = Array.from({ length: rows }, (_, row) => {
    const label = row % 2;
    const label2 = row % 3 === 0 ? '' : ['no', 'yes'][label]!;
    return [`item${row}`, rng.normal() + 2 * label, rng.normal(), label2];
  });
  return csv(header, lines);
}

const data = write('clouds.csv', clouds(60));
const base = ['--label', 'y', '--id', 'name'];
const margin = ['--strategy', 'margin', '--model', 'logisticRegression'];

describe('nextlabel rank', () => {
  it('picks the unlabeled rows on which the model is least sure', async () => {
    const result = await resultOf<Ranked>(['rank', data, ...base, ...margin, '--batch', '5']);
    expect(result).toMatchObject({
      strategy: 'margin',
      model: 'logisticRegression',
      seed: 0,
      classes: ['no', 'yes'],
      labeled: 40,
      pool: 20,
    });
    expect(result.picks).toHaveLength(5);
    const all = await resultOf<Ranked>(['rank', data, ...base, ...margin, '--batch', '1000']);
    expect(all.picks).toHaveLength(20);
    expect(all.picks.slice(0, 5)).toEqual(result.picks);
    const gaps = all.picks.map(({ probabilities }) => Math.abs(probabilities![0]! - probabilities![1]!));
    expect(gaps).toEqual(gaps.toSorted((a, b) => a - b));
    for (const { row, id, score, probabilities } of all.picks) {
      expect(row % 3).toBe(0);
      expect(id).toBe(`item${row}`);
      expect(score).toBeCloseTo(-Math.abs(probabilities![0]! - probabilities![1]!), 12);
      expect(probabilities![0]! + probabilities![1]!).toBeCloseTo(1, 12);
    }
  });

  it('gives the same picks for the same seed, and picks ten rows where no batch is said', async () => {
    const random = ['rank', data, ...base, '--strategy', 'random', '--model', 'logisticRegression'];
    const first = await resultOf<Ranked>([...random, '--seed', '3']);
    expect(first.picks).toHaveLength(10);
    expect(await resultOf([...random, '--seed', '3'])).toEqual(first);
    const other = await resultOf<Ranked>([...random, '--seed', '4']);
    expect(other.picks.map(({ row }) => row)).not.toEqual(first.picks.map(({ row }) => row));
  });

  it('ranks without any label where the strategy needs no model', async () => {
    const open = write('open.jsonl', '{"a":0}\n{"a":1}\n{"a":9,"y":null}\n{"a":10,"y":"  "}\n');
    const task = ['--strategy', 'kCenterGreedy', '--model', 'svc', '--label', 'y'];
    const result = await resultOf<Ranked>(['rank', open, ...task, '--batch', '2']);
    expect(result).toMatchObject({ classes: [], labeled: 0, pool: 4 });
    expect(result.picks).toHaveLength(2);
    expect(result.picks.every(({ id, probabilities }) => id === null && probabilities === null)).toBe(true);
    // One from each end, whichever comes first.
    expect(result.picks.filter(({ row }) => row < 2)).toHaveLength(1);
    const { code, stdout, stderr } = await runCli(['rank', open, '--label', 'y', ...margin]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('at least two classes');
  });

  it('scales by two scalars or by column, and hands parameters to whom they belong', async () => {
    const far = ['rank', '--label', 'y', '--strategy', 'kCenterGreedy', '--model', 'logisticRegression'];
    const path = write('scales.csv', 'a,b,y\n0,0,u\n0,1,v\n1000,0,\n0,4,\n');
    const scores = async (normalise: string) => {
      const args = [...far, path, '--normalise', normalise, '--batch', '2'];
      return (await resultOf<Ranked>(args)).picks;
    };
    expect((await scores('none'))[0]).toMatchObject({ row: 2, score: 1000 });
    // 0, 0, 0, 1, 1000, 0, 0, 4: mean 125.625; all distances shrink alike.
    const values = [0, 0, 0, 1, 1000, 0, 0, 4];
    const mean = values.reduce((sum, value) => sum + value) / 8;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 8);
    const [global] = await scores('global');
    expect(global!.row).toBe(2);
    expect(global!.score).toBeCloseTo(1000 / deviation, 9);
    const [byColumn] = await scores('columns');
    expect(byColumn!.row).toBe(2);
    expect(byColumn!.score).toBeCloseTo(4 / Math.sqrt(3), 9);
    const strict = await resultOf<Ranked>(['rank', data, ...base, ...margin, '--param', 'C=0.0001']);
    expect(strict.picks[0]!.probabilities![0]).toBeCloseTo(0.5, 1);
  });

  it('prints a table on demand and writes a file', async () => {
    const table = await runCli(['rank', data, ...base, ...margin, '--batch', '2', '--format', 'table']);
    const [header = '', ...lines] = table.stdout.trimEnd().split('\n');
    expect(header.split(/ +/)).toEqual(['row', 'line', 'id', 'score', 'p(no)', 'p(yes)']);
    expect(lines).toHaveLength(2);
    const [row = '', line = '', id = ''] = lines[0]!.split(/ +/);
    expect([Number(line) - Number(row), id]).toEqual([2, `item${row}`]);
    const out = join(folder, 'picks.json');
    const written = await runCli(['rank', data, ...base, ...margin, '--out', out, '--quiet']);
    expect(written).toEqual({ code: 0, stdout: '', stderr: '' });
    expect((JSON.parse(readFileSync(out, 'utf8')) as Ranked).picks).toHaveLength(10);
  });
});
