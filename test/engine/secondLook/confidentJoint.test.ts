import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { confidentJoint, noiseRates } from '../../../src/engine/secondLook/confidentJoint.ts';
import type { JudgedLabels } from '../../../src/engine/secondLook/confidentJoint.ts';
import { normalisedMargin, pruneLabels, selfConfidence } from '../../../src/engine/secondLook/pruneLabels.ts';
import { byDefinition, isPruned } from './definition.ts';

/** Six items of two classes, worked out by hand below. */
const hand: JudgedLabels = {
  probabilities: Float64Array.of(0.9, 0.1, 0.8, 0.2, 0.1, 0.9, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8),
  labels: Int32Array.of(0, 0, 0, 1, 1, 1),
  classCount: 2,
};

/** Labels that mostly are the most probable class. */
function drawJudged(n: number, classCount: number, seed: number): JudgedLabels {
  const rng = createRng(seed);
  const probabilities = new Float64Array(n * classCount);
  const labels = Int32Array.from({ length: n }, (_, place) => {
    // The first items make sure that every class occurs.
    const label = place < classCount ? place : rng.integer(classCount);
    const odds = Array.from({ length: classCount }, (__, other) =>
      Math.exp(1.5 * rng.normal() + (other === label ? 1.5 : 0)),
    );
    const sum = odds.reduce((total, each) => total + each, 0);
    probabilities.set(
      odds.map((each) => each / sum),
      place * classCount,
    );
    return label;
  });
  return { probabilities, labels, classCount };
}

describe('confidentJoint', () => {
  it('gives the matrices worked out by hand', () => {
    const { thresholds, counts, joint } = confidentJoint(hand);
    expect(thresholds[0]).toBeCloseTo((0.9 + 0.8 + 0.1) / 3, 12);
    expect(thresholds[1]).toBeCloseTo((0.6 + 0.7 + 0.8) / 3, 12);
    // t = 0.6 and 0.7: the third item counts as class 1; the fourth, with 0.4 and 0.6, reaches neither threshold.
    expect([...counts]).toEqual([2, 1, 0, 2]);
    // Three items were given each label: the rows are scaled to 1/2.
    [1 / 3, 1 / 6, 0, 1 / 2].forEach((share, at) => expect(joint[at]).toBeCloseTo(share, 12));
    // Of the true class 0 all were labeled 0; of the true class 1 a quarter (1/6 of 2/3) was.
    [1, 1 / 4, 0, 3 / 4].forEach((rate, at) => expect(noiseRates(joint, 2)[at]).toBeCloseTo(rate, 12));
  });

  it('counts an item of which every probability equals the threshold', () => {
    const same = {
      probabilities: new Float64Array(9).fill(1 / 3),
      labels: Int32Array.of(0, 1, 2),
      classCount: 3,
    };
    const { joint } = confidentJoint(same);
    expect(joint.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    const tenth = {
      probabilities: Float64Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? 0.1 : 0.9)),
      labels: Int32Array.from({ length: 10 }, (_, place) => (place === 9 ? 1 : 0)),
      classCount: 2,
    };
    expect([...confidentJoint(tenth).counts]).toEqual([0, 9, 0, 1]);
  });

  it.each([
    [40, 2, 1],
    [200, 3, 2],
    [500, 6, 3],
  ])('and the pruning are those of the definition on %i labels of %i classes', (n, classCount, seed) => {
    const judged = drawJudged(n, classCount, seed);
    const expected = byDefinition(judged);
    const { thresholds, counts, joint } = confidentJoint(judged);
    expected.thresholds.forEach((value, at) => expect(thresholds[at]).toBeCloseTo(value, 12));
    expect([...counts]).toEqual(expected.counts.flat());
    expected.joint.flat().forEach((value, at) => expect(joint[at]).toBeCloseTo(value, 12));
    for (const rule of ['class', 'noiseRate', 'both'] as const) {
      const wrong = [...pruneLabels(judged, joint, rule)].map((flag) => flag === 1);
      expect(wrong).toEqual(
        Array.from(judged.labels, (_, place) => isPruned(judged, expected.joint, place, rule)),
      );
      expect(wrong.filter(Boolean).length).toBeGreaterThan(0);
    }
  });

  it('ranks by self-confidence or by normalised margin', () => {
    expect([...selfConfidence(hand)]).toEqual([0.9, 0.8, 0.1, 0.6, 0.7, 0.8]);
    normalisedMargin(hand).forEach((margin, at) =>
      expect(margin).toBeCloseTo([0.8, 0.6, -0.8, 0.2, 0.4, 0.6][at]!, 12),
    );
    const judged = drawJudged(50, 4, 9);
    const rows = Array.from(judged.labels, (label, place) => {
      const row = [...judged.probabilities.slice(4 * place, 4 * place + 4)];
      return row[label]! - Math.max(...row.filter((_, other) => other !== label));
    });
    normalisedMargin(judged).forEach((margin, place) => expect(margin).toBeCloseTo(rows[place]!, 12));
  });
});
