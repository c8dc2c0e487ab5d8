import { secondLookReport } from '../../inspection/secondLookReport.ts';
import { secondLookQuestion } from '../../protocol/inspectorSecondLook.ts';
import { answering } from './inspection.ts';

/** Which labels deserve a second look. */
export const secondLookAnswer = answering(secondLookQuestion, (_params, { inspector, report, signal }) =>
  secondLookReport(inspector, {
    signal,
    onProgress: (fraction) => report('Asking models that have not seen them about the labels', fraction),
  }),
);
