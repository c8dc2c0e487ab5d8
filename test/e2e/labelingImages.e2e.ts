import { writeImages } from './data.ts';
import { describeLabeling } from './labelingFlow.ts';

describeLabeling({
  name: 'images',
  source: 'glyphs',
  write: writeImages,
  items: 120,
  classes: 'round, pointed',
});
