import { describe, expect, it } from 'vitest';
import type { ProjectConfig } from '../../src/protocol/project.ts';
import { toItemCard, toItemView } from '../../src/session/itemViews.ts';
import type { ViewContext } from '../../src/session/itemViews.ts';
import type { QueueEntry } from '../../src/session/queue.ts';
import type { Ranking } from '../../src/session/ranking.ts';
import { makeRanking } from '../../src/session/ranking.ts';
import type { StoredItem } from '../../src/store/store.ts';
import { plainSettings } from './plainSettings.ts';

const config: ProjectConfig = {
  name: 'mail',
  kind: 'text',
  source: 'mail.jsonl',
  idColumn: null,
  featureColumns: [],
  textColumn: 'body',
  labelColumn: 'y',
  hiddenColumns: ['gold'],
  classes: [
    { name: 'spam', key: '1', colour: '#111111', description: '' },
    { name: '__proto__', key: '2', colour: '#222222', description: '' },
  ],
  ...plainSettings,
  randomShare: 0.1,
  seed: 1,
};

const item = (content: object, row = 0): StoredItem => ({
  row,
  itemId: `item-${row}`,
  hash: 'abc',
  content: JSON.stringify(content),
  sourceLabel: null,
  present: true,
  state: {
    itemId: `item-${row}`,
    label: null,
    skipped: false,
    flagged: true,
    note: 'look',
    labelEventId: null,
  },
});

const ranking = makeRanking(3, 'margin', {
  revision: 5,
  seed: 1,
  modelId: 'model',
  ranking: Int32Array.of(1, 0),
  scores: Float32Array.of(0.5, Number.NaN),
  suggested: Int16Array.of(1, 0),
  confidence: Float32Array.of(0.75, 0.5),
  slots: [],
  coldStart: null,
  fallback: null,
  gains: null,
  vote: null,
  memory: null,
  modelMemory: null,
  fitMs: 1,
  scoreMs: 1,
  totalMs: 2,
});

const unsure = makeRanking(3, 'margin', {
  revision: 5,
  seed: 1,
  modelId: 'model',
  ranking: Int32Array.of(0),
  scores: Float32Array.of(1),
  suggested: Int16Array.of(0),
  confidence: Float32Array.of(Number.NaN),
  slots: [],
  coldStart: null,
  fallback: null,
  gains: null,
  vote: null,
  memory: null,
  modelMemory: null,
  fitMs: 1,
  scoreMs: 1,
  totalMs: 2,
});

const entry = (stream: QueueEntry['stream']): QueueEntry => ({
  row: 1,
  itemId: 'item-1',
  stream,
  strategy: 'margin',
  selectionProbability: 0.91,
  score: 0.4,
  rank: 7,
  gain: null,
  round: 2,
  modelId: 'older',
});

const context = (change: Partial<ViewContext> = {}): ViewContext => ({
  config,
  source: '/data/pictures',
  cacheFolder: '/data/.nextlabel/cache',
  toUri: (path) => `uri:${path}`,
  ranking,
  showSuggestions: true,
  strategyTitle: (id) => id.toUpperCase(),
  entry: () => null,
  repeatAnswers: new Map(),
  ...change,
});

describe('toItemView', () => {
  it('shows the text with its whitespace, the other fields below, and never the label of the source', () => {
    const view = toItemView(item({ body: 'a\n  b', from: 'x', y: 'spam', gold: 'spam' }), context());
    expect(view.content).toEqual({ kind: 'text', text: 'a\n  b', fields: [['from', 'x']] });
    expect(view).toMatchObject({ flagged: true, note: 'look', rank: 2, score: null, stream: 'browse' });
  });

  it('takes stream and probability from the slot that asked the item, rank and score from the newest ranking', () => {
    const view = toItemView(item({ body: '' }, 1), context({ entry: () => entry('strategy') }));
    expect(view).toMatchObject({
      rank: 1,
      score: 0.5,
      stream: 'strategy',
      selectionProbability: 0.91,
      strategyTitle: 'MARGIN',
      suggestion: { className: '__proto__', probability: 0.75 },
    });
  });

  it('says what the label is predicted to gain, and of which score', () => {
    const gains: Ranking = {
      ...ranking,
      objective: { kind: 'f1', positive: 0 },
      at: (row) => {
        const ranked = ranking.at(row);
        return ranked === null
          ? null
          : { ...ranked, gain: row === 1 ? { mean: 0.5, deviation: 0.25 } : null };
      },
    };
    expect(toItemView(item({ body: '' }, 1), context({ ranking: gains })).gain).toEqual({
      mean: 0.5,
      deviation: 0.25,
      objective: 'f1',
      className: 'spam',
    });
    expect(toItemView(item({ body: '' }, 0), context({ ranking: gains })).gain).toBeNull();
    expect(toItemView(item({ body: '' }, 1), context()).gain).toBeNull();
  });

  it('hides the suggestion on the random stream and where suggestions are off', () => {
    const random = context({ entry: () => entry('random') });
    expect(toItemView(item({ body: '' }, 1), random).suggestion).toBeNull();
    expect(toItemCard(item({ body: '' }, 1), random).suggestion).toBeNull();
    expect(toItemView(item({ body: '' }, 1), context({ showSuggestions: false })).suggestion).toBeNull();
  });

  it('suggests a class without a probability where the model gives none', () => {
    const view = toItemView(item({ body: '' }, 0), context({ ranking: unsure }));
    expect(view.suggestion).toEqual({ className: 'spam', probability: null });
  });

  it('shows an image from its folder, and a TIFF by its preview', () => {
    const images = context({ config: { ...config, kind: 'image' } });
    const png = { file: 'a b/x.png', width: 4, height: 3, format: 'png', bytes: 9 };
    expect(toItemView(item(png), images).content).toEqual({
      kind: 'image',
      file: 'a b/x.png',
      source: 'uri:/data/pictures/a b/x.png',
      thumbnail: 'uri:/data/.nextlabel/cache/thumbs/abc.webp',
      width: 4,
      height: 3,
    });
    const tiff = toItemView(item({ ...png, format: 'tiff' }), images).content;
    expect(tiff).toMatchObject({ source: 'uri:/data/.nextlabel/cache/previews/abc.webp' });
  });

  it('writes values that are not text as JSON and missing ones as nothing', () => {
    const view = toItemView(item({ body: 'b', n: 3, none: null, list: [1] }), context());
    expect(view.content).toMatchObject({
      fields: [
        ['n', '3'],
        ['none', ''],
        ['list', '[1]'],
      ],
    });
  });
});

describe('toItemCard', () => {
  it('cuts long texts', () => {
    const card = toItemCard(item({ body: 'x'.repeat(1000) }), context());
    expect(card.excerpt).toHaveLength(241);
    expect(card.excerpt.endsWith('…')).toBe(true);
  });
});
