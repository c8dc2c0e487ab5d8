import { describe, expect, it } from 'vitest';
import { NO_LABEL } from '../../../../src/protocol/inspectorMap.ts';
import type { MapLabels, MapPredictions, MapScores } from '../../../../src/protocol/inspectorMap.ts';
import { MapData } from '../../../../webview/inspector/map/mapData.ts';
import type { Coloured } from '../../../../webview/inspector/map/mapData.ts';
import { mapModelOf } from '../../../../webview/inspector/map/mapModel.ts';
import { fakeController, settled } from './fakeController.ts';

/** All of four rows are on the map. */
const rows = Int32Array.of(0, 1, 2, 3);
const labels: MapLabels = {
  classes: Int16Array.of(0, 1, NO_LABEL, NO_LABEL),
  rounds: Int32Array.of(3, 0, NO_LABEL, NO_LABEL),
};
const predictions: MapPredictions = {
  why: '',
  classes: Int16Array.of(0, 1, 2, 0),
  confidence: Float32Array.of(0.9, 0.8, 0.7, 0.6),
  entropy: Float32Array.of(0.1, 0.2, 0.3, 0.4),
};

const setUp = async () => {
  const fake = await fakeController();
  const model = mapModelOf(fake.controller);
  const data = new MapData(model);
  return { fake, model, data };
};
const names = ({ colouring }: Coloured): readonly string[] =>
  Array.from(colouring.of, (category) => colouring.categories[category]!.name);
const methods = ({ asked }: Awaited<ReturnType<typeof fakeController>>): readonly string[] =>
  asked.map(({ method, round }) => `${method.replace('inspector/map/', '')} ${String(round)}`);

describe('colours by label', () => {
  it('wait for their answer, then stay until there is a newer one', async () => {
    const { fake, data } = await setUp();
    expect(data.coloured(rows).pending).toMatchObject({ asked: { state: 'asking' } });
    fake.asked[0]!.answer(labels);
    await settled();
    expect(names(data.coloured(rows))).toEqual(['spam', 'ham', 'Not labeled', 'Not labeled']);
    await fake.push({ revision: 41 });
    expect(data.coloured(rows).pending).toBeNull();
    // Another round changes nothing of what is labeled by now.
    fake.controller.choose({ round: 4 });
    data.coloured(rows);
    expect(methods(fake)).toEqual(['labels 12', 'labels 12']);
  });

  it('know at once what was labeled here', async () => {
    const { fake, model, data } = await setUp();
    data.coloured(rows);
    fake.asked[0]!.answer(labels);
    await settled();
    data.coloured(rows);
    model.select([2], 'set');
    model.label('newsletter');
    await settled();
    expect(names(data.coloured(rows))).toEqual(['spam', 'ham', 'newsletter', 'Not labeled']);
    await fake.push({ revision: 41 });
    data.coloured(rows);
    // The answer knows better.
    fake.asked.at(-1).answer({ ...labels, classes: Int16Array.of(0, 1, 0, NO_LABEL) });
    await settled();
    expect(names(data.coloured(rows))).toEqual(['spam', 'ham', 'spam', 'Not labeled']);
    expect(model.patches.size).toBe(0);
  });
});

describe('colours by prediction', () => {
  it('keep from those who label what would lead them', async () => {
    const { fake, model, data } = await setUp();
    model.choose({ channel: 'prediction' });
    await fake.push({ blind: [1] });
    data.coloured(rows);
    fake.asked[0]!.answer(predictions);
    await settled();
    expect(names(data.coloured(rows))).toEqual(['spam', 'No prediction', 'newsletter', 'spam']);
    expect(data.coloured(rows).note).toContain('1 item that waits in the queue as a random sample');
    expect(data.predictions?.confidence?.[1]).toBeNaN();
    model.choose({ channel: 'uncertainty' });
    expect(names(data.coloured(rows))[1]).toBe('No prediction');
    expect(predictions.classes[1]).toBe(1);
  });

  it('say why there are none', async () => {
    const { fake, model, data } = await setUp();
    model.choose({ channel: 'uncertainty' });
    data.coloured(rows);
    fake.asked[0]!.answer({ ...predictions, entropy: null, confidence: null });
    await settled();
    expect(data.coloured(rows).note).toBe('The model of this round gives no probabilities.');
  });
});

describe('colours by score', () => {
  const scores: MapScores = {
    why: '',
    note: '',
    scores: Float32Array.of(NaN, 0.5, 2, 1),
    ranks: Int32Array.of(0, 3, 1, 2),
  };

  it('are those of the round’s strategy, or of another', async () => {
    const { fake, model, data } = await setUp();
    model.choose({ channel: 'score' });
    data.coloured(rows);
    fake.asked[0]!.answer(scores);
    await settled();
    const { unit, colouring } = data.coloured(rows);
    expect(unit).toBe('Score by Margin, higher is asked first');
    expect(colouring.categories.at(-1)).toMatchObject({ name: 'Not in the pool, or no score', count: 1 });
    model.choose({ strategy: 'entropy' });
    expect(data.coloured(rows).unit).toBe('Score by Entropy, higher is asked first');
    expect(methods(fake)).toEqual(['scores 12', 'scores 12']);
  });

  it('are ranks where all scores are the same, and none where the strategy cannot rank', async () => {
    const { fake, model, data } = await setUp();
    model.choose({ channel: 'score' });
    data.coloured(rows);
    fake.asked[0]!.answer({ ...scores, scores: new Float32Array(4) });
    await settled();
    expect(data.coloured(rows).unit).toBe('Rank by Margin, lower is asked first');
    model.choose({ strategy: 'random' });
    data.coloured(rows);
    fake.asked[1]!.answer({ ...scores, why: 'It needs a model.' });
    await settled();
    expect(data.coloured(rows)).toMatchObject({ note: 'It needs a model.', pending: null });
  });
});

it('shows the principal components until UMAP is there, and asks for neither again with another round', async () => {
  const { fake, model, data } = await setUp();
  const places = { rows, places: new Float32Array(8), explained: null, fitted: 4, columns: 2 };
  model.choose({ method: 'umap' });
  expect(data.places).toMatchObject({ method: 'pca', asked: { state: 'asking' } });
  fake.asked.find(({ method }) => method.endsWith('pca'))!.answer(places);
  await settled();
  expect(data.places).toMatchObject({ method: 'pca', asked: { state: 'answered' } });
  expect(data.umap?.state).toBe('asking');
  fake.asked.find(({ method }) => method.endsWith('umap'))!.answer(places);
  await settled();
  fake.controller.choose({ round: 3 });
  expect(data.places).toMatchObject({ method: 'umap', asked: { state: 'answered' } });
  expect(methods(fake)).toEqual(['umap 12', 'pca 12']);
});
