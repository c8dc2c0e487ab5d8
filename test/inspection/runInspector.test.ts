import { describe, expect, it } from 'vitest';
import type { ClassifierDefinition } from '../../src/engine/models/classifier.ts';
import { fitLogisticRegression } from '../../src/engine/models/logisticRegression.ts';
import { gatherRows } from '../../src/engine/numeric/gatherRows.ts';
import { describeStep } from '../../src/inspection/describeStep.ts';
import { explainRow } from '../../src/inspection/explainRow.ts';
import type { PreparedStep } from '../../src/inspection/preparedStep.ts';
import { pickedRows } from '../../src/inspection/runHistory.ts';
import { RunInspector } from '../../src/inspection/runInspector.ts';
import { smallRun } from './smallRun.ts';

const names = ['random', 'margin', 'EER, error', 'oracle'];

/** The step's model, fitted here to the rows that the record says were labeled by then. */
function fitByHand(
  { simulation, picks }: RunInspector,
  step: number,
): ReturnType<ClassifierDefinition['fit']> {
  const { features, labels, split } = simulation;
  const rows = Int32Array.from([split.labeled, ...picks.slice(0, step - 1)].flatMap((part) => [...part]));
  return fitLogisticRegression({
    features: gatherRows(features, rows),
    labels: rows.map((row) => labels[row]!),
    classCount: 3,
  });
}

const explain = (inspector: RunInspector, prepared: PreparedStep, row: number) =>
  explainRow(prepared, {
    row,
    strategies: names,
    occluded: () => inspector.occluded(row),
    neighbours: 4,
  });

describe('a run under inspection', () => {
  it.each(names)('is at each step what its record says: %s', (name) => {
    const inspector = smallRun(name);
    expect(inspector.steps).toBe(3);
    for (const step of [3, 1, 2]) {
      const prepared = inspector.step(step);
      const described = describeStep(inspector, step, prepared);
      expect(described.replay).toEqual({ same: true, differences: [], compared: 2 });
      const picked = pickedRows(inspector, step, prepared);
      expect(picked.map(({ row }) => inspector.item(row)!.fileRow)).toEqual(
        inspector.run.record.picks[step - 1],
      );
      expect(described.pool).toBe(inspector.simulation.split.pool.length - 2 * (step - 1));
      expect(described.labels.reduce((sum, count) => sum + count, 0)).toBe(6 + 2 * (step - 1));
      expect(inspector.balance()[step - 1]).toEqual(described.labels);
    }
  });

  it('says what differs where the record is another', () => {
    const { run } = smallRun('margin');
    const { scores, picks } = run.record;
    const record = {
      ...run.record,
      scores: scores.map((score) => score / 2),
      picks: picks.map((batch) => batch.toReversed()),
    };
    const other = new RunInspector({ ...run, record });
    const { replay } = describeStep(other, 1, other.step(1));
    expect(replay.same).toBe(false);
    expect(replay.differences[0]).toBe('The step picks other items from place 1 on.');
    expect(replay.differences[1]).toMatch(/^The model scores .* was recorded\.$/);
  });

  it('explains an item by its own numbers', () => {
    const inspector = smallRun('margin');
    const step = 2;
    const prepared = inspector.step(step);
    const { features, labels } = inspector.simulation;
    const model = fitByHand(inspector, step);
    const row = prepared.ranking('margin').output.ranking[3]!;
    const told = explain(inspector, prepared, row);
    const probabilities = [...model.probabilities(gatherRows(features, Int32Array.of(row)))];
    expect(told.probabilities).toEqual(probabilities);
    const [first = 0, second = 0] = probabilities.toSorted((a, b) => b - a);
    expect(told.margin).toBeCloseTo(first - second, 12);
    expect(told.entropy).toBeCloseTo(-probabilities.reduce((sum, p) => sum + p * Math.log(p), 0), 12);
    expect(told.predicted).toBe(probabilities.indexOf(first));

    // Its rank by margin: how many of the pool are closer to undecided.
    const gapOf = (each: number): number => {
      const [a = 0, b = 0] = [...model.probabilities(gatherRows(features, Int32Array.of(each)))].sort(
        (one, other) => other - one,
      );
      return a - b;
    };
    const closer = [...prepared.state.pool].filter((each) => gapOf(each) < gapOf(row)).length;
    expect(told.places[0]).toMatchObject({ strategy: 'random' });
    const own = told.places.find(({ strategy }) => strategy === 'margin')!;
    expect(own.rank).toBe(closer + 1);
    expect(own.score).toBeCloseTo(-gapOf(row), 6);

    // The nearest labeled rows by distance.
    const distanceTo = (each: number): number =>
      Math.hypot(...[0, 1, 2].map((at) => features.data[3 * each + at]! - features.data[3 * row + at]!));
    const near = [...prepared.state.labeled].toSorted((a, b) => distanceTo(a) - distanceTo(b)).slice(0, 4);
    expect(told.neighbours.map((each) => each.row)).toEqual(near);
    told.neighbours.forEach(({ row: each, label, distance }) => {
      expect(label).toBe(labels[each]);
      expect(distance).toBeCloseTo(distanceTo(each), 12);
    });
  });

  it('takes columns away by their mean over what was labeled or could be, and names what stood there', () => {
    const inspector = smallRun('margin');
    const prepared = inspector.step(3);
    const { features, split } = inspector.simulation;
    const model = fitByHand(inspector, 3);
    const row = split.pool[5]!;
    const { contributions } = explain(inspector, prepared, row);
    const rows = [...split.labeled, ...split.pool];
    const own = [0, 1, 2].map((at) => features.data[3 * row + at]!);
    const decide = (values: readonly number[]): Float64Array =>
      model.decisionValues!({ rows: 1, columns: 3, data: Float64Array.from(values) });
    const { fileRow, fields, className } = inspector.item(row)!;
    expect(fields.map(([name]) => name)).toEqual(['height', 'width', 'depth']);
    expect(className).toBe(inspector.run.data.rows.classes[inspector.simulation.labels[row]!]);
    fields.forEach(([name, value], column) => {
      const mean = rows.reduce((sum, each) => sum + features.data[3 * each + column]!, 0) / rows.length;
      const without = decide(own.map((each, at) => (at === column ? mean : each)));
      [0, 1, 2].forEach((label) => {
        const found = contributions!.towards[label]!.find(({ feature }) => feature === `${name} = ${value}`)!;
        expect(found.contribution).toBeCloseTo(decide(own)[label]! - without[label]!, 12);
      });
    });
    expect(inspector.rowOf(fileRow)).toBe(row);
    expect(inspector.rowOf(-1)).toBeNull();
    expect(inspector.item(1e6)).toBeNull();
  });

  it('counts the predictions that a label would change', () => {
    const inspector = smallRun('margin', { settings: ['imbalancedWeighted'] });
    const prepared = inspector.step(1);
    const { features, labels, split, test } = inspector.simulation;
    const row = split.pool[0]!;
    const predict = (rows: readonly number[], classes: readonly number[], weights: readonly number[]) => {
      const model = fitLogisticRegression({
        features: gatherRows(features, Int32Array.from(rows)),
        labels: Int32Array.from(classes),
        weights: Float64Array.from(weights),
        classCount: 3,
      });
      const others = split.pool.filter((each) => each !== row);
      const all = model.probabilities(gatherRows(features, others));
      return Array.from(others, (_, index) => {
        const each = [...all.subarray(3 * index, 3 * index + 3)];
        return each.indexOf(Math.max(...each));
      });
    };
    const rows = [...split.labeled];
    const classes = rows.map((each) => labels[each]!);
    const weights = classes.map((label) => test.classWeights[label]!);
    const before = predict(rows, classes, weights);
    const { changes } = explain(inspector, prepared, row);
    expect(changes!.of).toBe(split.pool.length - 1);
    const changed = [0, 1, 2].map((label) => {
      const after = predict([...rows, row], [...classes, label], [...weights, 1]);
      return after.filter((each, index) => each !== before[index]).length;
    });
    expect(changes!.changed).toEqual(changed);
  });

  it('calls strategies as the spec does, and says which cannot rank a step', () => {
    const prepared = smallRun('margin').step(1);
    expect(prepared.strategy).toBe('margin');
    expect(names.map((name) => prepared.refusal(name))).toEqual([null, null, null, null]);
    expect(prepared.titleOf('EER, error')).toBe('EER, error');
    expect(prepared.titleOf('margin')).toBe('Margin');
    expect(prepared.refusal('entropy')).toBeNull();
    expect(prepared.refusal('nobody')).toContain('nobody');
    expect(prepared.ranking('EER, error').output.ranking).not.toEqual(
      prepared.ranking('expectedErrorReduction').output.ranking,
    );
    const bare = smallRun('margin', { reward: 0 }).step(1);
    expect(bare.refusal('rewardOracle')).toContain('needs reward rows');
    expect(smallRun('margin').step(1).refusal('rewardOracle')).toBeNull();
  });

  it('ranks by another strategy as that one would pick in a run of its own', () => {
    const own = smallRun('random').step(1).ranking('random').output.ranking;
    expect(smallRun('margin').step(1).ranking('random').output.ranking).toEqual(own);
  });
});
