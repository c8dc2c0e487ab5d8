import * as v from 'valibot';
import type { GridFilter, LabelCommand, ViewCommand } from '../protocol/labeling.ts';

/**
 * What the labeling view may say. A webview shows other people's data, so nothing that comes out of it is taken on
 * trust: a message that does not fit is answered with an error and changes nothing.
 */

const itemId = v.pipe(v.string(), v.minLength(1), v.maxLength(10_000));

const common = {
  eventId: v.pipe(v.string(), v.uuid()),
  itemId,
  secondsSpent: v.pipe(v.number(), v.finite(), v.minValue(0)),
  suggestionShown: v.boolean(),
  view: v.picklist(['item', 'grid']),
} as const;

const command = v.variant('action', [
  v.strictObject({
    ...common,
    action: v.literal('label'),
    value: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(10_000))),
  }),
  v.strictObject({
    ...common,
    action: v.literal('repeat'),
    value: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(10_000))),
  }),
  v.strictObject({ ...common, action: v.literal('skip'), value: v.null() }),
  v.strictObject({ ...common, action: v.literal('flag'), value: v.picklist(['true', 'false']) }),
  v.strictObject({
    ...common,
    action: v.literal('note'),
    value: v.pipe(v.string(), v.maxLength(100_000)),
  }),
]) satisfies v.GenericSchema<unknown, LabelCommand>;

export const applyParams = v.strictObject({
  commands: v.pipe(v.array(command), v.minLength(1), v.maxLength(100_000)),
});

export const reversalParams = v.strictObject({ eventId: common.eventId });

const gridFilter = v.picklist(['ranked', 'labeled', 'skipped', 'flagged', 'all']) satisfies v.GenericSchema<
  unknown,
  GridFilter
>;

export const pageParams = v.strictObject({
  filter: gridFilter,
  offset: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  limit: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(1000)),
});

export const itemParams = v.strictObject({ itemId });

export const noParams = v.strictObject({});

export const commandParams = v.strictObject({
  command: v.picklist([
    'chooseStrategy',
    'rankNow',
    'exportLabels',
    'openProjectFile',
    'importAgain',
    'toggleSuggestions',
    'keyboardShortcuts',
  ]) satisfies v.GenericSchema<unknown, ViewCommand>,
});

export const textFocusParams = v.strictObject({ focused: v.boolean() });
