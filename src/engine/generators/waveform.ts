import { standardisedRows } from '../numeric/standardisedRows.ts';
import type { DataGenerator } from './generator.ts';
import { countOf, rowsParam } from './generator.ts';
import { generateWaveform } from './generateWaveform.ts';

/** Of the three mixes of waves, the one that is told from the other two. */
const POSITIVE = 1;

const params = [rowsParam(5000)];

/** Breiman's waveforms as the UCI file of Bakker et al. 2023 has them: two classes, one to two; columns standardised. */
export const waveform: DataGenerator = {
  id: 'waveform',
  title: 'Waveform',
  description: 'Noisy mixes of two of three triangular waves in 21 columns; one mix against the other two.',
  params,
  generate(values, rng) {
    const { features, labels } = generateWaveform(countOf(params, values, 'rows'), rng);
    return {
      features: standardisedRows(features),
      labels: labels.map((mix) => (mix === POSITIVE ? 1 : 0)),
      classes: ['other mixes', 'peaks 7 and 11'],
      columns: Array.from({ length: features.columns }, (_, index) => `x${index + 1}`),
    };
  },
};
