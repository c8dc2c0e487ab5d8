import * as v from 'valibot';
import { inspectorActionRequests, MOST_AT_ONCE } from '../../protocol/inspectorActions.ts';
import type { HandLabels, ReviewedLabel } from '../../protocol/inspectorActions.ts';
import type { InspectorActions } from '../../session/inspectorDesk.ts';
import type { answerer } from '../checkedMessages.ts';
import { reversalParams } from '../labelingMessages.ts';
import { rowParam } from './commonParams.ts';

const rowsParam = v.pipe(v.array(rowParam), v.minLength(1), v.maxLength(MOST_AT_ONCE));
const classParam = v.pipe(v.string(), v.minLength(1), v.maxLength(10_000));
const secondsParam = v.pipe(v.number(), v.finite(), v.minValue(0));

const labelParams = v.strictObject({
  ...reversalParams.entries,
  rows: rowsParam,
  className: v.nullable(classParam),
  secondsSpent: secondsParam,
}) satisfies v.GenericSchema<unknown, HandLabels>;

const reviewParams = v.strictObject({
  ...reversalParams.entries,
  row: rowParam,
  label: classParam,
  className: classParam,
  secondsSpent: secondsParam,
}) satisfies v.GenericSchema<unknown, ReviewedLabel>;

/**
 * `actions` is looked up each time: a project may be opened anew. Rejects what throws there: an experiment has nothing
 * that could be changed.
 */
export const serveActions = (answer: ReturnType<typeof answerer>, actions: () => InspectorActions): void => {
  answer(inspectorActionRequests.label, labelParams, async (labels) => actions().label(labels));
  answer(inspectorActionRequests.review, reviewParams, async (reviewed) => actions().review(reviewed));
  answer(inspectorActionRequests.undo, reversalParams, async ({ eventId }) => actions().undo(eventId));
  answer(inspectorActionRequests.queue, v.strictObject({ rows: rowsParam }), async ({ rows }) =>
    actions().queue(rows),
  );
  answer(inspectorActionRequests.unqueue, v.strictObject({ rows: v.nullable(rowsParam) }), async ({ rows }) =>
    actions().unqueue(rows),
  );
};
