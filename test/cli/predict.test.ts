import { afterAll, describe, expect, it } from 'vitest';
import { csv, resultOf, runCli, scratch } from './runCli.ts';

const { write, end } = scratch();
afterAll(end);

interface Predicted {
  readonly classes: readonly string[];
  readonly rows: readonly {
    readonly row: number;
    readonly id?: string;
    readonly label: string;
    readonly probabilities: readonly number[] | null;
    readonly decision: number | readonly number[] | null;
  }[];
}

const logistic = ['--label', 'y', '--model', 'logisticRegression'];

describe('nextlabel predict', () => {
  it('sorts classes of numbers by value, and gives one decision a class', async () => {
    const points = [0, 0.5, 1, 5, 5.5, 6, 10, 10.5, 11];
    const train = write(
      'three.csv',
      csv(
        ['x', 'y'],
        points.map((x, index) => [x, [10, 9, 100][Math.floor(index / 3)]!]),
      ),
    );
    // The columns come in another order, with one that TRAIN lacks.
    const test = write('threeTest.csv', 'other,x\nq,0.2\nq,5.2\nq,10.2\n');
    const { classes, rows } = await resultOf<Predicted>(['predict', train, test, ...logistic]);
    expect(classes).toEqual(['9', '10', '100']);
    expect(rows.map(({ row, label }) => [row, label])).toEqual([
      [0, '10'],
      [1, '9'],
      [2, '100'],
    ]);
    for (const { label, probabilities, decision } of rows) {
      expect(probabilities).toHaveLength(3);
      expect(decision).toHaveLength(3);
      const best = classes.indexOf(label);
      expect(Math.max(...(decision as readonly number[]))).toBe((decision as readonly number[])[best]);
      expect(Math.max(...probabilities!)).toBe(probabilities![best]);
    }
  });

  it('has positive decisions for the second of two classes, and null where the model has no probabilities', async () => {
    const train = write('two.csv', 'id,x,y\na,0,B\nb,1,B\nc,4,a\nd,5,a\ne,9,\n');
    const test = write('twoTest.jsonl', '{"id":"p","x":0.5}\n{"id":"q","x":4.5,"y":"B"}\n');
    const args = ['predict', train, test, '--label', 'y', '--id', 'id'];
    const sure = await resultOf<Predicted>([...args, '--model', 'logisticRegression']);
    // By code unit: capitals come first.
    expect(sure.classes).toEqual(['B', 'a']);
    expect(sure.rows.map(({ id, label }) => [id, label])).toEqual([
      ['p', 'B'],
      ['q', 'a'],
    ]);
    for (const { probabilities, decision } of sure.rows) {
      expect(1 / (1 + Math.exp(-(decision as number)))).toBeCloseTo(probabilities![1]!, 12);
    }
    const machine = await resultOf<Predicted>([...args, '--model', 'svc', '--param', 'kernel=linear']);
    expect(machine.rows.map(({ label, probabilities }) => [label, probabilities])).toEqual([
      ['B', null],
      ['a', null],
    ]);
    expect(machine.rows[0]!.decision).toBeLessThan(0);
    expect(machine.rows[1]!.decision).toBeGreaterThan(0);
  });

  it('counts a row as often as its weight says', async () => {
    const once = [
      [0, 'u', 1],
      [1, 'v', 1],
      [0.4, 'v', 3],
      [0.7, 'u', 2],
    ] as const;
    const repeated = once.flatMap(([x, y, weight]) => Array.from({ length: weight }, () => [x, y]));
    const test = write('weightTest.csv', 'x\n0.1\n0.9\n');
    const weighted = write('weighted.csv', csv(['x', 'y', 'w'], once));
    const copied = write('copied.csv', csv(['x', 'y'], repeated));
    const byWeight = await resultOf<Predicted>(['predict', weighted, test, ...logistic, '--weight', 'w']);
    const byCopies = await resultOf<Predicted>(['predict', copied, test, ...logistic]);
    byWeight.rows.forEach(({ probabilities }, row) =>
      expect(probabilities![0]).toBeCloseTo(byCopies.rows[row]!.probabilities![0]!, 8),
    );
  });

  it('turns categories into columns by what TRAIN holds', async () => {
    const text = 'red,u\nblue,v\nred,u\nblue,v\n,u\n';
    const train = write('colours.csv', `colour,y\n${text}`);
    const numbers = write('oneHot.csv', 'e,b,r,y\n0,0,1,u\n0,1,0,v\n0,0,1,u\n0,1,0,v\n1,0,0,u\n');
    const test = write('coloursTest.csv', 'colour,more\nblue,1\ngreen,2\n');
    const same = write('oneHotTest.csv', 'e,b,r\n0,1,0\n0,0,0\n');
    const named = await resultOf<Predicted>(['predict', train, test, ...logistic]);
    const coded = await resultOf<Predicted>(['predict', numbers, same, ...logistic]);
    expect(named).toEqual(coded);
  });

  it('measures the scaling on TRAIN alone', async () => {
    const train = write('raw.csv', 'a,b,y\n1,10,u\n2,30,u\n3,20,v\n6,60,v\n');
    const z = (values: readonly number[], value: number): number => {
      const mean = values.reduce((sum, each) => sum + each) / values.length;
      const square = values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / values.length;
      return (value - mean) / Math.sqrt(square);
    };
    const a = [1, 2, 3, 6];
    const b = [10, 30, 20, 60];
    const scaled = write(
      'scaled.csv',
      csv(
        ['a', 'b', 'y'],
        a.map((value, i) => [z(a, value), z(b, b[i]!), i < 2 ? 'u' : 'v']),
      ),
    );
    const test = write('rawTest.csv', 'a,b\n2.5,40\n100,100\n');
    const scaledTest = write(
      'scaledTest.csv',
      csv(
        ['a', 'b'],
        [
          [z(a, 2.5), z(b, 40)],
          [z(a, 100), z(b, 100)],
        ],
      ),
    );
    const ours = await resultOf<Predicted>(['predict', train, test, ...logistic, '--normalise', 'columns']);
    const byHand = await resultOf<Predicted>(['predict', scaled, scaledTest, ...logistic]);
    ours.rows.forEach(({ decision }, row) =>
      expect(decision).toBeCloseTo(byHand.rows[row]!.decision as number, 9),
    );
  });

  it('prints a table', async () => {
    const train = write('plain.csv', 'x,y\n0,u\n1,v\n');
    const { code, stdout } = await runCli(['predict', train, train, ...logistic, '--format', 'table']);
    expect(code).toBe(0);
    expect(stdout.split('\n')[0]!.split(/ +/)).toEqual(['row', 'id', 'label', 'p(u)', 'p(v)', 'decision']);
    expect(stdout.trimEnd().split('\n')).toHaveLength(3);
  });
});
