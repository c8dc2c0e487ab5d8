import { existsSync } from 'node:fs';
import path from 'node:path';
import { root } from '../run/machine.mjs';
import { writeWaveform } from './data.ts';
import { describeLabeling } from './labelingFlow.ts';

const waveform = path.join(
  process.env['SHARED_DIR'] ?? path.join(root, '../shared'),
  'data/uci/waveform.csv',
);

describeLabeling({
  name: 'tabular',
  source: 'waveform.csv',
  write: (workspace) => writeWaveform(workspace, existsSync(waveform) ? waveform : null),
  items: 5000,
  classes: null,
});
