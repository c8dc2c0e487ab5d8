import type { InspectorCard, InspectorItem, InspectorSnapshot } from '../../../src/protocol/inspector.ts';
import type { ItemContent } from '../../../src/protocol/labeling.ts';
import type { ProjectKind } from '../../../src/protocol/project.ts';
import { USUAL_STRATEGIES } from '../../../src/protocol/inspect.ts';
import { forecastAnswer, stoppingAnswer } from './inspectorBudget.ts';
import { leaderboardAnswer, roundVoteAnswer } from './inspectorLeaderboard.ts';
import type { BoardOptions } from './inspectorLeaderboard.ts';
import { hostileStrings } from './hostile.ts';
import { mapIds, mapLabels, mapPlaces, mapPredictions, mapScores } from './inspectorMap.ts';
import type { MapOptions } from './inspectorMap.ts';
import { runAnswers, runParts } from './inspectorRun.ts';
import type { RunOptions } from './inspectorRun.ts';
import { secondLookAnswer } from './inspectorSecondLook.ts';
import type { LookOptions } from './inspectorSecondLook.ts';
import { strategiesAnswer } from './inspectorStrategies.ts';
import { askedAnswer, gainsAnswer, historyAnswer } from './inspectorTime.ts';
import { placesAnswer, whyAnswer } from './inspectorWhy.ts';

/** What the page of the inspector shows. */
export interface InspectorOptions {
  readonly kind?: ProjectKind;
  readonly rounds?: number;
  readonly hostile?: boolean;
  /** Rows that wait to be labeled as drawn at random. */
  readonly blind?: readonly number[];
  readonly target?: InspectorSnapshot['target'];
  readonly map?: MapOptions;
  readonly look?: LookOptions;
  readonly board?: BoardOptions;
  /** An experiment in place of a project. */
  readonly experiment?: RunOptions;
  readonly work?: Partial<InspectorSnapshot['work']>;
  /** Methods whose questions stay without an answer. */
  readonly held?: readonly string[];
  /** Why questions of a method are refused. */
  readonly refused?: Readonly<Record<string, string>>;
}

export const inspectorSnapshot = ({
  kind = 'text',
  rounds = 12,
  hostile = false,
  target = null,
  work = {},
  experiment,
}: InspectorOptions): InspectorSnapshot => ({
  place: 'file:///mail.nextlabel.json',
  projectName: hostile ? hostileStrings[0]! : 'mail',
  kind,
  classes: [
    { name: hostile ? hostileStrings[1]! : 'spam', colour: '#c2185b', key: '1' },
    { name: 'ham', colour: '#00796b', key: '2' },
    { name: 'newsletter', colour: '#5e35b1', key: '3' },
  ],
  rounds: Array.from({ length: rounds }, (_, index) => ({
    round: index + 1,
    startedAt: new Date(Date.UTC(2026, 2, 4, 9, 10 * index)).toISOString(),
    strategy: 'margin',
  })),
  strategies: [
    ['margin', 'Margin', 'Items whose two likeliest classes are nearly as likely.'],
    ['entropy', 'Entropy', 'Items whose class is least certain.'],
    ['kCenterGreedy', 'k-center', 'Items far from all that is labeled.'],
    ['informationDensity', 'Information density', 'Doubtful items amid many others.'],
    ['random', 'Random', 'Items drawn by chance.'],
  ].map(([id = '', title = '', description = '']) => ({ id, title, description })),
  usual: USUAL_STRATEGIES,
  chosen: 'margin',
  guardLevel: 0.05,
  run: null,
  work: { revision: 40, readOnly: null, canUndo: false, queued: [], blind: [], repeats: [], ...work },
  target,
  ...(experiment && runParts(experiment)),
});

const sentences = [
  'Your parcel is waiting at the depot; confirm the address to have it delivered tomorrow.',
  'Minutes of the meeting on Tuesday are attached, with the open points in yellow.',
  'This week: seven recipes for early spring, and what our readers cooked.',
];

export const inspectorCard = (
  row: number,
  { kind = 'text', hostile = false, blind = [] }: InspectorOptions,
): InspectorCard => ({
  itemId: `m${row}`,
  row,
  excerpt: hostile ? hostileStrings[row % hostileStrings.length]! : excerpts[kind](row),
  thumbnail: kind === 'image' ? `/image/${row}.svg` : null,
  label: row % 4 === 0 && !blind.includes(row) ? (['spam', 'ham', 'newsletter'][row % 3] ?? null) : null,
  skipped: false,
  flagged: false,
});

const excerpts: Readonly<Record<ProjectKind, (row: number) => string>> = {
  text: (row) => sentences[row % 3]!,
  tabular: (row) => `age ${20 + (row % 50)} · plan gold · visits ${row % 7}`,
  image: (row) => `photos/shelf ${row}.png`,
};

export const inspectorItem = (row: number, options: InspectorOptions): InspectorItem => ({
  ...inspectorCard(row, options),
  content: contentOf(row, options),
  blind: options.blind?.includes(row) ?? false,
});

const contentOf = (row: number, { kind = 'text', hostile = false }: InspectorOptions): ItemContent => {
  if (kind === 'image') {
    const address = `/image/${row}.svg`;
    return {
      kind,
      file: `photos/shelf ${row}.png`,
      source: address,
      thumbnail: address,
      width: 640,
      height: 480,
    };
  }
  const fields: readonly (readonly [string, string])[] = [
    ['age', String(20 + (row % 50))],
    ['plan', 'gold'],
  ];
  if (kind === 'tabular') return { kind, fields };
  return {
    kind,
    text: hostile ? hostileStrings[0]! : sentences[row % 3]!,
    fields: [['from', 'a@example.org']],
  };
};

/** An answer for each question of the inspector. */
export const inspectorAnswer = (
  method: string,
  {
    round,
    params,
    map = {},
    look = {},
    board = {},
    experiment,
  }: {
    readonly round: number | null;
    readonly params: unknown;
    readonly map?: MapOptions;
    readonly look?: LookOptions;
    readonly board?: BoardOptions | undefined;
    readonly experiment?: RunOptions | undefined;
  },
): unknown => {
  const own = experiment && runAnswers[method];
  if (own !== undefined) return own(round ?? 0, params, experiment!);
  if (method === 'inspector/leaderboard') return leaderboardAnswer(board);
  if (method === 'inspector/vote') return roundVoteAnswer(round ?? 0, board);
  const make = answers[method];
  if (make === undefined) throw new Error(`The harness has no answer to ${method}.`);
  return make(round ?? 0, params, map, look);
};

/** One line for each question, in a file of its own. */
const answers: Readonly<
  Record<string, (round: number, params: unknown, map: MapOptions, look: LookOptions) => unknown>
> = {
  'inspector/why': whyAnswer,
  'inspector/places': placesAnswer,
  'inspector/strategies': strategiesAnswer,
  'inspector/history': historyAnswer,
  'inspector/asked': askedAnswer,
  'inspector/gains': gainsAnswer,
  'inspector/forecast': forecastAnswer,
  'inspector/stopping': stoppingAnswer,
  'inspector/secondLook': (_, params, __, look) => secondLookAnswer(params as { revision: number }, look),
  'inspector/map/pca': (_, __, map) => mapPlaces(map, 'pca'),
  'inspector/map/umap': (_, __, map) => mapPlaces(map, 'umap'),
  'inspector/map/labels': (_, __, map) => mapLabels(map),
  'inspector/map/ids': (_, __, map) => mapIds(map),
  'inspector/map/predictions': (_, __, map) => mapPredictions(map),
  'inspector/map/scores': (_, params, map) =>
    mapScores(map, (params as { readonly strategy: string }).strategy),
};
