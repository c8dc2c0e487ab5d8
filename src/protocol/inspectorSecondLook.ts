import type { InspectorQuestion } from './inspector.ts';
import type { SecondLookReport } from './secondLook.ts';

/**
 * The tab "Second look": labels of by now, whichever round is shown. `revision` is that of the events that the view
 * knows; it tells questions apart. Its own lane: it fits models on parts of the labels, which takes seconds to minutes.
 */
export const secondLookQuestion: InspectorQuestion<{ readonly revision: number }, SecondLookReport> = {
  method: 'inspector/secondLook',
  lane: 'secondLook',
};
