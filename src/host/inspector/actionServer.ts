import * as v from 'valibot';
import { inspectorActionRequests, MOST_AT_ONCE } from '../../protocol/inspectorActions.ts';
import type { HandLabels, ReviewedLabel } from '../../protocol/inspectorActions.ts';
import type { InspectorDesk } from '../../session/inspectorDesk.ts';
import type { answerer } from '../checkedMessages.ts';
import { reversalParams } from '../labelingMessages.ts';
import { rowParam } from './commonParams.ts';

/** What the inspector may change. */
export type ActionBackend = Pick<InspectorDesk, 'label' | 'review' | 'undo' | 'queue' | 'unqueue'>;

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

/** `backend` is looked up each time: a project may be opened anew. */
export const serveActions = (answer: ReturnType<typeof answerer>, backend: () => ActionBackend): void => {
  answer(inspectorActionRequests.label, labelParams, (labels) => backend().label(labels));
  answer(inspectorActionRequests.review, reviewParams, (reviewed) => backend().review(reviewed));
  answer(inspectorActionRequests.undo, reversalParams, ({ eventId }) => backend().undo(eventId));
  answer(inspectorActionRequests.queue, v.strictObject({ rows: rowsParam }), ({ rows }) =>
    backend().queue(rows),
  );
  answer(inspectorActionRequests.unqueue, v.strictObject({ rows: v.nullable(rowsParam) }), ({ rows }) =>
    backend().unqueue(rows),
  );
};
