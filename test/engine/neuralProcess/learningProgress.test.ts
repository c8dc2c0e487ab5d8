import { expect, it } from 'vitest';
import { onlyForward } from '../../../src/engine/neuralProcess/learningProgress.ts';

it('tells nothing twice when work begins again', () => {
  const told: string[] = [];
  const tell = onlyForward((stage, fraction) => told.push(`${stage} ${fraction}`));
  for (const fraction of [0.25, 0.5, 0.25, 0.5, 0.75, 1]) tell('oracle', fraction);
  tell('training', 0.5);
  tell('oracle', 1);
  tell('training', 0.25);
  tell('training', 1);
  expect(told).toEqual([
    'oracle 0.25',
    'oracle 0.5',
    'oracle 0.75',
    'oracle 1',
    'training 0.5',
    'training 1',
  ]);
});
