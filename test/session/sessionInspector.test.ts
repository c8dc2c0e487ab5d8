import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectRound, readInspection } from '../../src/cli/inspect/inspectProject.ts';
import type { EngineClient } from '../../src/engineProcess/engineClient.ts';
import type { InspectorQuestion } from '../../src/protocol/inspector.ts';
import {
  mapIdsQuestion,
  mapLabelsQuestion,
  mapPredictionsQuestion,
  mapScoresQuestion,
  pcaQuestion,
  umapQuestion,
} from '../../src/protocol/inspectorMap.ts';
import { strategiesQuestion } from '../../src/protocol/inspectorStrategies.ts';
import { askedQuestion, gainsQuestion, historyQuestion } from '../../src/protocol/inspectorTime.ts';
import { forecastQuestion, stoppingQuestion } from '../../src/protocol/inspectorBudget.ts';
import { placesQuestion, whyQuestion } from '../../src/protocol/inspectorWhy.ts';
import type { LabelingSession } from '../../src/session/session.ts';
import { labelNext, labelProject, openProject, startEngine } from '../cli/labeledProject.ts';

const rows = Array.from({ length: 90 }, (_, index) => ({
  id: `t${index}`,
  height: 3 * Math.sin(index * 7),
  width: 2 * Math.cos(index * 3),
}));
const answer = (id: string): string => {
  const { height, width } = rows[Number(id.slice(1))]!;
  return height + width > 0 ? 'yes' : 'no';
};

const folder = mkdtempSync(join(tmpdir(), 'nextlabel-inspector-'));
let engine: EngineClient;
let session: LabelingSession;
let file: string;

beforeAll(async () => {
  engine = startEngine();
  file = await labelProject(folder, engine, {
    name: 'small',
    file: {
      source: 'small.csv',
      kind: 'tabular',
      id: 'id',
      classes: ['yes', 'no'],
      randomShare: 0.3,
      seed: 5,
    },
    source: `id,height,width\n${rows.map(({ id, height, width }) => `${id},${height},${width}`).join('\n')}\n`,
    answer,
    batches: [12, 6],
  });
  session = await openProject(file, engine);
}, 60_000);
afterAll(async () => {
  await session.close();
  await engine.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const onCommandLine = async (round: number, item: string | null) => {
  const note = (): void => undefined;
  const options = { round, item, top: 1, strategies: ['random'] };
  return inspectRound(
    await readInspection(file, options, { signal: AbortSignal.timeout(30_000), note }),
    note,
  );
};

describe('the inspector of an open project', () => {
  it('explains the first item of each round as the command line does', async () => {
    const { rounds } = await session.inspector.facts();
    expect(rounds.length).toBeGreaterThanOrEqual(3);
    for (const { round } of rounds) {
      const { explanation, ...answer } = await session.inspector.ask(whyQuestion, {
        round,
        params: { row: null },
      });
      const report = await onCommandLine(round, null);
      const [item] = report.items;
      const { probabilities, entropy, margin, contributions, changes, row } = item!;
      expect(explanation).toMatchObject({ row, probabilities, entropy, margin, contributions, changes });
      expect(explanation.places).toEqual(item!.places.slice(0, 1));
      expect(answer.round).toEqual(report.round);
      expect(
        explanation.neighbours
          .slice(0, 3)
          .map(({ row: near, label, distance }) => [`t${near}`, ['yes', 'no'][label], distance]),
      ).toEqual(item!.neighbours.map(({ itemId, label, distance }) => [itemId, label, distance]));
    }
  });

  it('tells of budget and stopping what the command line does', async () => {
    const report = await onCommandLine(2, null);
    expect(await session.inspector.ask(stoppingQuestion, { round: 2, params: {} })).toEqual(report.stopping);
    const forecast = await session.inspector.ask(forecastQuestion, { round: 2, params: {} });
    expect(forecast).toEqual(report.forecast);
    expect(forecast).toMatchObject({ kind: 'refused', reason: 'randomLabels', needed: 25 });
  });

  it('places an item by other strategies as the command line does, and says which the model does not serve', async () => {
    const params = { row: 7, strategies: ['random', 'kCenterGreedy', 'entropy'] };
    const { places, refused } = await session.inspector.ask(placesQuestion, { round: 2, params });
    const note = (): void => undefined;
    const options = { round: 2, item: 't7', top: 1, strategies: params.strategies };
    const report = await inspectRound(
      await readInspection(file, options, { signal: AbortSignal.timeout(30_000), note }),
      note,
    );
    expect(places.map(({ title: _, ...place }) => place)).toEqual(report.items[0]!.places);
    expect(places.length).toBeGreaterThan(1);
    expect(refused).toEqual([]);
    const nobody = session.inspector.ask(placesQuestion, {
      round: 2,
      params: { row: 7, strategies: ['nobody'] },
    });
    expect((await nobody).refused[0]!.reason).toContain('Unknown query strategy "nobody"');
  });

  it('puts strategies side by side as the command line does', async () => {
    const strategies = ['random', 'kCenterGreedy', 'fScore'];
    const params = { strategies, top: 5 };
    const { columns, ...rest } = await session.inspector.ask(strategiesQuestion, { round: 3, params });
    const note = (): void => undefined;
    const options = { round: 3, item: 't7', top: 5, strategies };
    const report = await inspectRound(
      await readInspection(file, options, { signal: AbortSignal.timeout(30_000), note }),
      note,
    );
    const { columns: expected, ...others } = report.strategies;
    expect(rest).toMatchObject(others);
    expect(columns.map(({ rows }) => rows.map((row) => `t${row}`))).toEqual(
      expected.map(({ items }) => items),
    );
    for (const { distribution, quantiles, scores } of columns) {
      if (distribution === null) continue;
      expect([distribution.low, distribution.high]).toEqual([quantiles![0], quantiles!.at(-1)]);
      expect(distribution.counts.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(rest.pool);
      expect(scores[0]).toBe(distribution.high);
    }
  });

  it('goes over all rounds as the command line does, with what each put on screen', async () => {
    const report = await onCommandLine(2, null);
    const { predictsGains, ...history } = await session.inspector.ask(historyQuestion, {
      round: null,
      params: {},
    });
    expect(history).toEqual(report.history);
    expect(predictsGains).toBe(false);
    const { rounds } = history;
    expect(rounds.at(-1)!.recent!.total).toBe(history.accuracy!.total);
    for (const { round } of rounds) {
      const { asked } = await session.inspector.ask(askedQuestion, { round, params: {} });
      const expected = (await onCommandLine(round, null)).round.asked;
      expect(
        asked.map(({ row, stream, label, seconds }) => ({ itemId: `t${row}`, stream, label, seconds })),
      ).toEqual(expected);
      for (const { row, label, labelNow } of asked)
        expect([label, labelNow]).toEqual([answer(`t${row}`), label]);
    }
    const gains = await session.inspector.ask(gainsQuestion, { round: null, params: {} });
    expect(gains).toMatchObject({ projectName: 'small', predictedLabels: 0, pairs: [] });
  });

  it('goes along the ranking from item to item', async () => {
    const first = await session.inspector.ask(whyQuestion, { round: null, params: { row: null } });
    expect(first.previous).toBeNull();
    const second = await session.inspector.ask(whyQuestion, { round: null, params: { row: first.next } });
    expect(second.explanation.places[0]!.rank).toBe(2);
    expect(second.previous).toBe(first.explanation.row);
  });

  it('knows labels that were set since, and leaves a past round as it was', async () => {
    const before = await session.inspector.ask(whyQuestion, { round: 2, params: { row: null } });
    await labelNext(session, { answer });
    const after = await session.inspector.ask(whyQuestion, { round: 2, params: { row: null } });
    expect(after).toEqual(before);
    await session.rankNow();
    const { rounds } = await session.inspector.facts();
    const last = rounds.at(-1)!.round;
    expect(last).toBeGreaterThan(3);
    const { explanation } = await session.inspector.ask(whyQuestion, { round: last, params: { row: null } });
    const report = await onCommandLine(last, null);
    expect(explanation.row).toBe(report.items[0]!.row);
  });

  it('says what cannot be asked', async () => {
    const ask = (round: number | null, row: number | null) =>
      session.inspector.ask(whyQuestion, { round, params: { row } });
    await expect(ask(99, null)).rejects.toThrow(/There is no round 99; the last is \d+/);
    await expect(ask(null, 5000)).rejects.toThrow('There is no item in row 5000 of this project');
  });

  it('cancels a question while it waits', async () => {
    const stop = new AbortController();
    const asked = session.inspector.ask(
      whyQuestion,
      { round: 1, params: { row: 3 } },
      { signal: stop.signal },
    );
    stop.abort();
    await expect(asked).rejects.toMatchObject({ reason: 'cancelled' });
    const next = await session.inspector.ask(whyQuestion, { round: 1, params: { row: 3 } });
    expect(next.explanation.row).toBe(3);
  });

  it('shows items without what annotators may not see', async () => {
    const [card] = await session.inspector.cards([4, 5000], (path) => path);
    expect(card).toMatchObject({ itemId: 't4', row: 4 });
    expect(await session.inspector.item({ itemId: 't4' }, (path) => path)).toMatchObject({
      row: 4,
      content: { kind: 'tabular' },
    });
    expect(await session.inspector.item({ itemId: 'nobody' }, (path) => path)).toBeNull();
  });
});

describe('the map of an open project', () => {
  const ask = <Params, Answer>(
    question: InspectorQuestion<Params, Answer>,
    params: Params,
    round: number | null = null,
  ): Promise<Answer> => session.inspector.ask(question, { round, params });

  it('shows two features by their principal components, without loss', async () => {
    const { rows: mapped, places, explained, fitted, columns } = await ask(pcaQuestion, {});
    expect([...mapped]).toEqual([...rows.keys()]);
    expect([fitted, columns]).toEqual([90, 2]);
    expect(explained![0] + explained![1]).toBeCloseTo(1, 9);
    expect(explained![0]).toBeGreaterThanOrEqual(explained![1]);
    // A rotation of what rounds see: both axes have the variance of the scaled columns, and no covariance.
    const mean = (of: (row: number) => number): number =>
      rows.reduce((sum, _, row) => sum + of(row), 0) / rows.length;
    expect(mean((row) => places[2 * row]! * places[2 * row + 1]!)).toBeCloseTo(0, 5);
  });

  it('fits the UMAP once and keeps it on disk', async () => {
    const first = await ask(umapQuestion, {});
    expect(first).toMatchObject({ fitted: 90, explained: null });
    expect(first.places.every(Number.isFinite)).toBe(true);
    const cache = join(folder, '.nextlabel', 'cache');
    const [name] = readdirSync(cache).filter((each) => each.endsWith('.umap'));
    const written = statSync(join(cache, name!)).size;
    expect(await ask(umapQuestion, {})).toEqual(first);
    expect(readdirSync(cache).filter((each) => each.endsWith('.umap'))).toEqual([name]);
    expect(written).toBeGreaterThan(90 * 8);
  });

  it('knows what is labeled and which round asked, also what was labeled a moment ago', async () => {
    const before = await ask(mapLabelsQuestion, { revision: 0 });
    const labeled = [...before.classes.keys()].filter((row) => before.classes[row]! >= 0);
    expect(labeled).toHaveLength((await session.snapshot()).labeled);
    for (const row of labeled) {
      expect(before.classes[row]).toBe(answer(`t${row}`) === 'yes' ? 0 : 1);
      expect(before.rounds[row]).toBeGreaterThan(0);
    }
    expect(await ask(mapIdsQuestion, {})).toEqual(rows.map(({ id }) => id));
    const open = before.classes.indexOf(-1);
    const { revision } = await session.inspector.label({
      eventId: randomUUID(),
      rows: [open],
      className: 'no',
      secondsSpent: 1,
    });
    expect((await ask(mapLabelsQuestion, { revision })).classes[open]).toBe(1);
    await session.inspector.undo(randomUUID());
  });

  it('says of each item what the model and strategies say of it elsewhere', async () => {
    const { classes, confidence, entropy } = await ask(mapPredictionsQuestion, {}, 2);
    const { scores, ranks } = await ask(mapScoresQuestion, { strategy: 'margin' }, 2);
    const { explanation } = await session.inspector.ask(whyQuestion, { round: 2, params: { row: 7 } });
    expect(classes[7]).toBe(explanation.predicted);
    expect(confidence![7]).toBeCloseTo(Math.max(...explanation.probabilities!), 6);
    expect(entropy![7]).toBeCloseTo(explanation.entropy!, 6);
    const { places } = await session.inspector.ask(placesQuestion, {
      round: 2,
      params: { row: 7, strategies: ['margin'] },
    });
    const place = places.find(({ strategy }) => strategy === 'margin');
    expect(ranks[7]).toBe(place?.rank ?? 0);
    expect(scores[7]).toBeCloseTo(place?.score ?? NaN, 6);
    const refused = await ask(mapScoresQuestion, { strategy: 'nobody' }, 2);
    expect(refused.why).toContain('Unknown query strategy "nobody"');
    expect((await ask(mapPredictionsQuestion, {}, 1)).why).toContain('no model yet');
  });
});
