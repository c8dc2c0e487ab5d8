import { beforeAll, describe, expect, it } from 'vitest';
import { findModel } from '../../../src/engine/models/registry.ts';
import { provideNetworks } from '../../../src/engine/networks/providedNetworks.ts';
import { gatherRows } from '../../../src/engine/numeric/gatherRows.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { bald } from '../../../src/engine/strategies/bald.ts';
import { batchBald } from '../../../src/engine/strategies/batchBald.ts';
import { meanStd } from '../../../src/engine/strategies/meanStd.ts';
import { posteriorWays } from '../../../src/engine/strategies/posterior/ways.ts';
import { powerBald } from '../../../src/engine/strategies/powerBald.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import type { PoolView } from '../../../src/engine/strategies/strategy.ts';
import { variationRatio } from '../../../src/engine/strategies/variationRatio.ts';
import { toResponseError } from '../../../src/engineProcess/failure.ts';
import { openNetworksHere } from '../../engineProcess/tensors/networksHere.ts';
import { randomPool } from './poolView.ts';

beforeAll(async () => provideNetworks((await openNetworksHere()).runner));

function viewOf(model: string, params: Record<string, number>): PoolView {
  const pool = randomPool({ rows: 30, labeled: 5 });
  const { features, labeledRows, labels, classCount } = pool;
  const fit: PoolView['fit'] = (training) => findModel(model).fit(training, params);
  const fitted = fit({ features: gatherRows(features, labeledRows), labels, classCount });
  return { ...pool, fit, model: fitted };
}

const networkParams = { epochs: 8, width: 6, learningRate: 0.05 };
const rng = () => createRng(4);

describe.each(posteriorWays)('the posterior by $id', (way) => {
  it.each([bald, powerBald, batchBald, meanStd, variationRatio])('serves $id with a network', (strategy) => {
    const view = { ...viewOf('mlp', networkParams), params: { posterior: way.id, draws: 3 } };
    const { rowIds, utilities } = select(strategy, view, 4, rng());
    expect(new Set(rowIds).size).toBe(4);
    expect(utilities.every(Number.isFinite)).toBe(true);
    expect(new Set(utilities).size).toBeGreaterThan(1);
    expect(select(strategy, view, 4, rng())).toEqual({ rowIds, utilities });
  });

  it.each(['logisticRegression', 'svc', 'mlp without dropout'])(
    'serves %s, or says what else to choose',
    (name) => {
      const plain = name === 'mlp without dropout';
      const view = viewOf(plain ? 'mlp' : name, plain ? { ...networkParams, dropout: 0 } : {});
      const rank = () => select(bald, { ...view, params: { posterior: way.id, draws: 3 } }, 3, rng());
      // A support-vector classifier without probabilities serves none of these strategies.
      if (name === 'svc') {
        expect(rank).toThrow(
          way.serves(view) ? /probabilit/i : new RegExp(`"${way.id}", which takes .*choose "auto"`),
        );
      } else if (way.serves(view)) {
        expect(new Set(rank().rowIds).size).toBe(3);
      } else {
        expect(rank).toThrow(
          new RegExp(`"posterior" is "${way.id}", which takes .*neural network.*"bootstrap"`),
        );
      }
    },
  );
});

it('a stochastic ensemble draws in turn from as many networks as it is told', () => {
  const view = viewOf('mlp', networkParams);
  let fits = 0;
  const fit: PoolView['fit'] = (training) => {
    fits++;
    return view.fit!(training);
  };
  const params = { posterior: 'stochasticEnsemble', draws: 7, networks: 3 };
  select(bald, { ...view, fit, params }, 3, rng());
  expect(fits).toBe(3);
  select(bald, { ...view, fit, params: { ...params, draws: 2 } }, 3, rng());
  expect(fits).toBe(5);
});

it('what is refused counts as bad input where errors cross from one process to the next', () => {
  const view = { ...viewOf('logisticRegression', {}), params: { posterior: 'snapshots' } };
  let thrown: unknown = null;
  try {
    select(bald, view, 3, rng());
  } catch (error) {
    thrown = error;
  }
  const { data, message } = toResponseError(thrown, () => undefined);
  expect(data).toEqual({ reason: 'badInput' });
  expect(message).toMatch(
    /^The parameter "posterior" is "snapshots", which takes a neural network; .*"bootstrap", "bayes"\.$/,
  );
});
