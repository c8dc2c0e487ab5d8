/** What a user has chosen on the map; outlives the view. */
export interface MapChoices {
  readonly method: MapMethod;
  readonly channel: MapChannel;
  /** Whose score colours the points; null = the strategy of the round. */
  readonly strategy: string | null;
  /** Hidden lines of the legend by channel, by their ids. */
  readonly hidden: Readonly<Record<string, readonly string[]>>;
  /** Rows that are selected; none where they are too many to be kept. */
  readonly selected: readonly number[];
}

export const mapMethods = ['pca', 'umap'] as const;
export type MapMethod = (typeof mapMethods)[number];

export const mapChannels = ['label', 'prediction', 'uncertainty', 'score', 'round'] as const;
export type MapChannel = (typeof mapChannels)[number];

/** Larger selections are not kept. */
const MOST_KEPT = 2000;

const usual: MapChoices = { method: 'pca', channel: 'label', strategy: null, hidden: {}, selected: [] };

/** Parses what the view kept; anything that another version wrote is left. */
export function readMapChoices(kept: unknown): MapChoices {
  if (!isRecord(kept)) return usual;
  const { method, channel, strategy, hidden, selected } = kept;
  return {
    method: mapMethods.find((each) => each === method) ?? usual.method,
    channel: mapChannels.find((each) => each === channel) ?? usual.channel,
    strategy: typeof strategy === 'string' ? strategy : null,
    hidden: isRecord(hidden)
      ? Object.fromEntries(
          Object.entries(hidden).map(([name, ids]) => [name, listOf(ids, (id) => typeof id === 'string')]),
        )
      : {},
    selected: listOf(selected, (row): row is number => Number.isSafeInteger(row)),
  };
}

/** As JSON. */
export function writeMapChoices(choices: MapChoices): unknown {
  return { ...choices, selected: choices.selected.length > MOST_KEPT ? [] : choices.selected };
}

function listOf<Item>(value: unknown, isItem: (each: unknown) => each is Item): readonly Item[] {
  return Array.isArray(value) ? value.filter(isItem) : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
