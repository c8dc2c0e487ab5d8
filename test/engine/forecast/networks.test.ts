import { expect, it } from 'vitest';
import { forecast } from '../../../src/engine/forecast/forecast.ts';
import { provideNetworks } from '../../../src/engine/networks/providedNetworks.ts';
import { openNetworksHere } from '../../engineProcess/tensors/networksHere.ts';
import { scenarioData } from '../whatIf/simulation.ts';
import type { Scenario } from '../whatIf/simulation.ts';
import { forecastInput } from './simulation.ts';

const scenario: Scenario = {
  name: 'waveform by margin',
  generator: 'waveform',
  dataSeed: 22,
  model: 'logisticRegression',
  modelParams: {},
  poolSize: 200,
  labels: 60,
  randomShare: 0.6,
  own: 'margin',
  strategies: [],
};
const quick = { width: 8, epochs: 5 };

it('trains a network for what is measured only, and says what stands in for it in replays', async () => {
  const { runner } = await openNetworksHere();
  let trained = 0;
  provideNetworks({
    ...runner,
    train: (task) => {
      trained++;
      return runner.train(task);
    },
    evaluate: (...args) => runner.evaluate(...args),
  });
  const input = {
    ...forecastInput(scenario, scenarioData(scenario, 10), 3),
    ...{ model: 'mlp', modelParams: quick },
  };
  const answer = forecast(input);
  if (answer.kind === 'refused') throw new Error(`Refused: ${answer.reason}.`);
  expect(answer.warnings).toContain('otherModel');
  expect(answer.measured).toHaveLength(3);
  // Each point of the curve once without each of five folds.
  expect(trained).toBe(15);
  // The same replays as with the model that stands in, but another model was measured.
  const plain = forecast({ ...input, model: 'logisticRegression', modelParams: {} });
  if (plain.kind === 'refused') throw new Error(`Refused: ${plain.reason}.`);
  expect(plain.warnings).not.toContain('otherModel');
  expect(plain.measured.length).toBeGreaterThan(3);
});
