import { join } from 'node:path';
import { basename } from 'node:path/posix';
import { previewFile, shownByChromium, thumbnailFile } from '../protocol/cacheFiles.ts';
import type { InspectorCard, InspectorItem } from '../protocol/inspector.ts';
import type { GainView, ItemCard, ItemContent, ItemView, Suggestion } from '../protocol/labeling.ts';
import type { ProjectConfig } from '../protocol/project.ts';
import type { Stream } from '../protocol/stream.ts';
import type { ItemGain, StoredItem } from '../store/store.ts';
import { objectiveClass } from '../protocol/objective.ts';
import type { QueueEntry } from './queue.ts';
import type { Ranking } from './ranking.ts';

/** What turns stored items into what the view shows. */
export interface ViewContext {
  readonly config: ProjectConfig;
  /** Absolute path of the data file or folder. */
  readonly source: string;
  readonly cacheFolder: string;
  /** Makes a path something the webview may load. */
  readonly toUri: (absolutePath: string) => string;
  readonly ranking: Ranking | null;
  readonly showSuggestions: boolean;
  readonly strategyTitle: (id: string) => string;
  /** The item's place in the queue, if it has one. */
  readonly entry: (itemId: string) => QueueEntry | null;
  /** What was answered to repeats, by item; null = no answer. */
  readonly repeatAnswers: ReadonlyMap<string, string | null>;
}

const EXCERPT_LENGTH = 240;

type Fields = readonly (readonly [string, string])[];

const asText = (value: unknown): string =>
  typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value);

/** The item's fields in source order. `content` is JSON that our own import wrote. */
const readFields = (content: string): Fields => {
  const parsed: unknown = JSON.parse(content);
  if (typeof parsed !== 'object' || parsed === null) return [['content', asText(parsed)]];
  return Object.entries(parsed).map(([name, value]) => [name, asText(value)] as const);
};

const fieldOf = (fields: Fields, name: string): string => fields.find(([key]) => key === name)?.[1] ?? '';

/** What an item's content is made with. */
type ContentContext = Pick<ViewContext, 'config' | 'source' | 'cacheFolder' | 'toUri'>;

const imageContent = (item: StoredItem, fields: Fields, context: ContentContext): ItemContent => {
  const file = fieldOf(fields, 'file');
  const thumbnail = context.toUri(join(context.cacheFolder, thumbnailFile(item.hash)));
  const full = shownByChromium.has(fieldOf(fields, 'format'))
    ? join(context.source, ...file.split('/'))
    : join(context.cacheFolder, previewFile(item.hash));
  return {
    kind: 'image',
    file: labelsByFolder(context.config) ? basename(file) : file,
    source: context.toUri(full),
    thumbnail,
    width: Number(fieldOf(fields, 'width')),
    height: Number(fieldOf(fields, 'height')),
  };
};

/** True where the sub-folder is, or would be, the label: the annotator must not read it off the file's name. */
const labelsByFolder = ({ labelColumn, hiddenColumns }: ProjectConfig): boolean =>
  labelColumn === 'folder' || hiddenColumns.includes('folder');

const toContent = (item: StoredItem, context: ContentContext): ItemContent => {
  const fields = readFields(item.content);
  const { kind, textColumn, labelColumn, hiddenColumns } = context.config;
  if (kind === 'image') return imageContent(item, fields, context);
  // The source's own label is not shown: it would tell the annotator what to answer.
  const shown = fields.filter(([name]) => name !== labelColumn && !hiddenColumns.includes(name));
  if (kind === 'tabular') return { kind, fields: shown };
  const column = textColumn ?? 'text';
  return { kind, text: fieldOf(fields, column), fields: shown.filter(([name]) => name !== column) };
};

/** Null on the random stream: its labels measure accuracy, so nothing may lead the annotator. */
const suggestionFor = (item: StoredItem, context: ViewContext): Suggestion | null => {
  if (!context.showSuggestions || context.entry(item.itemId)?.stream === 'random') return null;
  const ranked = context.ranking?.at(item.row) ?? null;
  const predicted = ranked?.suggestedClass ?? null;
  if (ranked === null || predicted === null) return null;
  const className = context.config.classes[predicted]?.name;
  // JSON has no NaN: a model without probabilities says so by null.
  const probability = Number.isFinite(ranked.probability) ? ranked.probability : null;
  return className === undefined ? null : { className, probability };
};

const annotation = (
  item: StoredItem,
): Pick<ItemView, 'itemId' | 'row' | 'label' | 'skipped' | 'flagged'> => ({
  itemId: item.itemId,
  row: item.row,
  label: item.state.label,
  skipped: item.state.skipped,
  flagged: item.state.flagged,
});

const gainFor = (gain: ItemGain | null, { ranking, config }: ViewContext): GainView | null => {
  const objective = ranking?.objective ?? null;
  if (gain === null || objective === null) return null;
  return { ...gain, objective: objective.kind, className: objectiveClass(objective, config.classes) };
};

/** Everything the view needs to paint the item. */
export const toItemView = (item: StoredItem, context: ViewContext): ItemView => {
  const entry = context.entry(item.itemId);
  if (entry?.stream === 'repeat' && item.state.label !== null) return toRepeat(item, context);
  const ranked = context.ranking?.at(item.row) ?? null;
  return {
    ...annotation(item),
    note: item.state.note,
    content: toContent(item, context),
    // The newest ranking's word on the item: its slot may have been drawn some rounds ago.
    rank: ranked?.rank ?? entry?.rank ?? null,
    score: ranked?.score ?? entry?.score ?? null,
    gain: gainFor(ranked?.gain ?? null, context),
    stream: shownStream(entry?.stream ?? 'browse'),
    repeat: false,
    strategyTitle: context.strategyTitle(entry?.strategy ?? context.config.strategy),
    selectionProbability: entry?.selectionProbability ?? null,
    suggestion: suggestionFor(item, context),
  };
};

const shownStream = (stream: Stream): ItemView['stream'] => (stream === 'repeat' ? 'review' : stream);

/** An item that is asked again: without its label, and with nothing that others of the random stream do not have. */
const toRepeat = (item: StoredItem, context: ViewContext): ItemView => {
  const answer = context.repeatAnswers.get(item.itemId);
  return {
    ...annotation(item),
    label: answer ?? null,
    skipped: answer === null,
    note: item.state.note,
    content: toContent(item, context),
    rank: null,
    score: null,
    gain: null,
    stream: 'random',
    repeat: true,
    strategyTitle: context.strategyTitle(context.config.strategy),
    selectionProbability: null,
    suggestion: null,
  };
};

/** The beginning of what an item shows. */
export const contentExcerpt = (content: ItemContent): string => {
  if (content.kind === 'image') return content.file;
  const text =
    content.kind === 'text'
      ? content.text
      : content.fields.map(([name, value]) => `${name} ${value}`).join(' · ');
  return text.length <= EXCERPT_LENGTH ? text : `${text.slice(0, EXCERPT_LENGTH)}…`;
};

/** The beginning of an item, without what annotators may not see. */
export const itemExcerpt = (item: StoredItem, config: ProjectConfig): string =>
  contentExcerpt(toContent(item, { config, source: '', cacheFolder: '', toUri: (path) => path }));

/** An item as tabs of the inspector show it. */
export const toInspectorCard = (item: StoredItem, context: ContentContext): InspectorCard =>
  cardOf(item, toContent(item, context));

/** The same with all that annotators may see of it. */
export const toInspectorItem = (item: StoredItem, context: ViewContext): InspectorItem => {
  const content = toContent(item, context);
  const { label, skipped } = item.state;
  const stream = context.entry(item.itemId)?.stream;
  const isAskedAgain = stream === 'repeat' && !context.repeatAnswers.has(item.itemId);
  const card = { ...cardOf(item, content), ...(isAskedAgain && { label: null }) };
  return { ...card, content, blind: isAskedAgain || (stream === 'random' && label === null && !skipped) };
};

const cardOf = (item: StoredItem, content: ItemContent): InspectorCard => ({
  ...annotation(item),
  excerpt: contentExcerpt(content),
  thumbnail: content.kind === 'image' ? content.thumbnail : null,
});

/** A grid cell. */
export const toItemCard = (item: StoredItem, context: ViewContext): ItemCard => {
  return {
    ...cardOf(item, toContent(item, context)),
    rank: context.ranking?.at(item.row)?.rank ?? null,
    suggestion: suggestionFor(item, context),
  };
};
