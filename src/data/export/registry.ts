import { csvExporter } from './csv.ts';
import type { Exporter } from './exportRecord.ts';
import { jsonlExporter } from './jsonl.ts';
import { labelStudioExporter } from './labelStudio.ts';

export const exporters: Readonly<Record<'csv' | 'jsonl' | 'labelStudio', Exporter>> = {
  csv: csvExporter,
  jsonl: jsonlExporter,
  labelStudio: labelStudioExporter,
};
