import type { Setting } from '../../protocol/experiment.ts';
import type { DataCell, DataColumn } from '../dataTable.ts';
import { settingNames } from '../wording.ts';

/** Columns that say where a row belongs. */
export const placeColumns: readonly DataColumn[] = [
  { name: 'Data set', kind: 'text' },
  { name: 'Setting', kind: 'text' },
  { name: 'Model', kind: 'text' },
];

export const placeCells = (dataset: string, setting: Setting, model: string): readonly DataCell[] => [
  { text: dataset },
  { text: settingNames[setting] },
  { text: model },
];
