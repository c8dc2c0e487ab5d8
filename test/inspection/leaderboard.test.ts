import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../src/engine/cancellation.ts';
import { createRng } from '../../src/engine/numeric/rng.ts';
import type { InspectedProject } from '../../src/inspection/inspectedProject.ts';
import { leaderboard } from '../../src/inspection/leaderboard.ts';
import { ProjectInspector } from '../../src/inspection/projectInspector.ts';
import { parseProjectFile } from '../../src/session/projectFile.ts';
import type { LabelEvent, RoundRecord } from '../../src/store/store.ts';
import { labelEvent } from '../store/fixtures/labelEvents.ts';

const ITEMS = 200;

/** A label for each of the first items: of the random stream, then of entropy, then of autoAl with two candidates. */
function eventsOf(random: number, entropy: number, autoAl: number): LabelEvent[] {
  return Array.from({ length: random + entropy + autoAl }, (_, row) => {
    const stream = row < random ? 'random' : 'strategy';
    const strategy = row < random ? null : row < random + entropy ? 'entropy' : 'autoAl';
    return labelEvent({
      ...{ eventId: `e${row}`, sequence: row + 1, lamport: row + 1, actorCounter: row + 1 },
      ...{ itemId: `i${row}`, value: row % 2 === 0 ? 'left' : 'right', stream, strategy, round: 2 },
    });
  });
}

/** Two clouds that overlap; even rows lie left. */
function inspectorOf(events: readonly LabelEvent[], rounds: readonly RoundRecord[] = []): ProjectInspector {
  const rng = createRng(6);
  const values = Array.from({ length: ITEMS }, (_, row) => [rng.normal() + (row % 2) * 1.5, rng.normal()]);
  const text = JSON.stringify({
    ...{ source: 'a.csv', kind: 'tabular', classes: ['left', 'right'], strategy: 'entropy' },
    ...{ model: 'logisticRegression', objective: 'balancedAccuracy' },
  });
  return new ProjectInspector({
    config: parseProjectFile(text, 'p.nextlabel.json').config!,
    items: values.map((_, row) => ({ row, itemId: `i${row}`, sourceLabel: null })),
    events,
    rounds,
    features: { rows: ITEMS, columns: 2, data: Float32Array.from(values.flat()) },
    featuresId: 'f',
    featurise: {} as InspectedProject['featurise'],
  });
}

const votedRound = (decided: readonly string[]): RoundRecord =>
  ({
    round: 2,
    strategy: 'autoAl',
    vote: { candidates: ['margin', 'entropy'], weights: [0.25, 0.75] },
    slots: decided.map((itemId) => ({ itemId, contributions: [0.25, 0.75] })),
  }) as unknown as RoundRecord;

const board = (inspector: ProjectInspector, change: Partial<Parameters<typeof leaderboard>[1]> = {}) =>
  leaderboard(inspector, { chosen: 'entropy', guardLevel: 0.05, ...change });

describe('the leaderboard', () => {
  it('measures nothing before there are labels of the random stream to judge by, and says how many', () => {
    expect(board(inspectorOf(eventsOf(20, 30, 0)))).toMatchObject({
      ...{ randomLabels: 20, randomNeeded: 51, random: null, standings: [], guard: null, measured: 0 },
      labels: 50,
    });
    // With 50 a label of a strategy has as many judges as it needs, one of the stream itself one too few.
    expect(board(inspectorOf(eventsOf(50, 30, 0))).random).toBeNull();
  });

  it('credits a strategy with what it proposed, and candidates by their shares', () => {
    const events = eventsOf(60, 30, 8);
    const decided = Array.from({ length: 8 }, (_, index) => `i${90 + index}`);
    const answer = board(inspectorOf(events, [votedRound(decided)]));
    expect(answer).toMatchObject({
      ...{ score: 'balanced accuracy', measured: 98, labels: 98, random: { labels: 60 }, nextLook: 50 },
      weights: [{ round: 2, strategy: 'autoAl', candidates: ['margin', 'entropy'], weights: [0.25, 0.75] }],
    });
    const standing = (id: string) => answer.standings.find(({ strategy }) => strategy === id)!;
    expect(standing('entropy')).toMatchObject({ labels: 38, credit: 36, asCandidate: 6, weight: 0.75 });
    expect(standing('margin')).toMatchObject({ labels: 8, credit: 2, asCandidate: 2, weight: 0.25 });
    expect(standing('autoAl')).toMatchObject({ labels: 8, credit: 8, asCandidate: 0, weight: 1 });
    // Both have the same labels, each with the same share of all of them.
    expect(standing('margin').gain.mean).toBeCloseTo(standing('autoAl').gain.mean, 12);
    for (const { gain, regret } of answer.standings) {
      expect(gain.mean + regret.mean).toBeCloseTo(answer.random!.gain.mean, 12);
    }
    const means = answer.standings.map(({ gain }) => gain.mean);
    expect(means).toEqual(means.toSorted((a, b) => b - a));
    // 38 labels: the first look, at 25.
    expect(answer.guard).toMatchObject({ look: 1, labels: 25 });
  });

  it('has no guard for random, where it is off, and where the strategy has few labels', () => {
    const inspector = inspectorOf(eventsOf(60, 30, 0));
    expect(board(inspector).guard).not.toBeNull();
    expect(board(inspector, { chosen: 'random' }).guard).toBeNull();
    expect(board(inspector, { guardLevel: 0 }).guard).toBeNull();
    expect(board(inspector, { chosen: 'margin' })).toMatchObject({ guard: null, nextLook: 25 });
  });

  it('finds wrong labels that a strategy collects worse than random', () => {
    const events = eventsOf(60, 50, 0).map((event, row) =>
      row < 60 ? event : { ...event, value: row % 2 === 0 ? 'right' : 'left' },
    );
    const { guard, standings } = board(inspectorOf(events));
    expect(guard).toMatchObject({ look: 2, isWorse: true });
    expect(standings[0]!.regret.low).toBeGreaterThan(0);
  });

  it('measures once, and anew when a label is another', () => {
    const inspector = inspectorOf(eventsOf(55, 26, 0));
    const shares: number[] = [];
    const onProgress = (share: number): void => void shares.push(share);
    const first = board(inspector, { onProgress });
    const fits = shares.length;
    expect(fits).toBe(81);
    expect(board(inspector, { chosen: 'margin', onProgress }).standings).toEqual(first.standings);
    expect(shares).toHaveLength(fits);
    inspector.update({ ...inspector.project, events: eventsOf(55, 27, 0) });
    board(inspector, { onProgress });
    expect(shares).toHaveLength(fits + 82);
  });

  it('stops when it is cancelled', () => {
    expect(() => board(inspectorOf(eventsOf(60, 30, 0)), { signal: { aborted: true } })).toThrow(
      CancelledError,
    );
  });
});
