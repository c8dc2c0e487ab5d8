import type { ExperimentReport } from '../../protocol/experiment.ts';
import type { DataTable } from '../dataTable.ts';
import { placeColumns } from './longTable.ts';
import { settingNames } from '../wording.ts';

/** What the data did not allow, with the reason. */
export function notRunTable({ notRun }: ExperimentReport): DataTable {
  return {
    id: 'notRun',
    title: 'Not run',
    columns: [...placeColumns, { name: 'Strategy', kind: 'text' }, { name: 'Reason', kind: 'text' }],
    rows: notRun.map(({ dataset, setting, model, strategy, reason }) => [
      { text: dataset },
      { text: settingNames[setting] },
      { text: model ?? 'all' },
      { text: strategy ?? 'all' },
      { text: reason },
    ]),
    note: '',
  };
}
