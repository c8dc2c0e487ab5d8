import { writeTexts } from './data.ts';
import { describeLabeling } from './labelingFlow.ts';

describeLabeling({
  name: 'text',
  source: 'tickets.jsonl',
  write: writeTexts,
  items: 400,
  classes: 'billing, technical, praise',
});
