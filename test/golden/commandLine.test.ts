import { afterAll, expect, it } from 'vitest';
import { csv, featureNames, resultOf, scratch } from '../cli/runCli.ts';
import { describeGolden } from './goldenFile.ts';

const { write, end } = scratch();
afterAll(end);

type Rows = readonly (readonly number[])[];

interface Fitted {
  readonly X: Rows;
  readonly y: readonly number[];
  readonly X_test: Rows;
  readonly sample_weight: readonly number[] | null;
}

interface Predicted {
  readonly classes: readonly string[];
  readonly rows: readonly {
    readonly label: string;
    readonly probabilities: readonly number[] | null;
    readonly decision: number | readonly number[];
  }[];
}

/** Writes a case with all its digits and reads what the command says of it. */
function predictCase(
  name: string,
  { X, y, X_test, sample_weight }: Fitted,
  model: string,
): Promise<Predicted> {
  const features = featureNames(X[0]!.length);
  const weighted = sample_weight !== null;
  const train = X.map((row, i) => [...row, y[i]!, ...(weighted ? [sample_weight[i]!] : [])]);
  const trainPath = write(`${name}.csv`, csv([...features, 'y', ...(weighted ? ['w'] : [])], train));
  const testPath = write(`${name}Test.csv`, csv(features, X_test));
  const weight = weighted ? ['--weight', 'w'] : [];
  return resultOf(['predict', trainPath, testPath, '--label', 'y', '--model', model, ...weight]);
}

function expectClose(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, index) => expect(Math.abs(value - expected[index]!)).toBeLessThan(tolerance));
}

interface Binary extends Fitted {
  readonly exact: { readonly proba1_test: readonly number[] };
}

describeGolden('lr_binary.json', ({ cases }: { cases: readonly Binary[] }) => {
  it.each(cases.map((data, index) => [index, data] as const))('predict, case %i', async (index, data) => {
    const { rows } = await predictCase(`binary${index}`, data, 'logisticRegression');
    expectClose(
      rows.map(({ probabilities }) => probabilities![1]!),
      data.exact.proba1_test,
      1e-6,
    );
  });
});

interface Multinomial extends Fitted {
  readonly exact: { readonly proba_test: Rows };
}

describeGolden('lr_multinomial.json', ({ cases }: { cases: readonly Multinomial[] }) => {
  it.each(cases.map((data, index) => [index, data] as const))('predict, case %i', async (index, data) => {
    const { rows } = await predictCase(`multinomial${index}`, data, 'logisticRegression');
    expectClose(
      rows.flatMap(({ probabilities }) => probabilities!),
      data.exact.proba_test.flat(),
      1e-6,
    );
  });
});

interface Machine extends Fitted {
  readonly 'tol_1e-10': {
    readonly decision_ovr: readonly (number | readonly number[])[];
    readonly pred_test: readonly number[];
  };
}

describeGolden('svc_rbf.json', ({ cases }: { cases: readonly Machine[] }) => {
  it.each(cases.map((data, index) => [index, data] as const))('predict, case %i', async (index, data) => {
    const { rows } = await predictCase(`machine${index}`, data, 'svc');
    const { decision_ovr, pred_test } = data['tol_1e-10'];
    expectClose(
      rows.flatMap(({ decision }) => decision),
      decision_ovr.flat(),
      1e-5,
    );
    expect(rows.map(({ label }) => Number(label))).toEqual(pred_test);
  });
});

interface Pool {
  readonly classifier: string;
  readonly use_class_weights_for_fit: boolean;
  readonly annot_X: Rows;
  readonly annot_y: readonly number[];
  readonly pool_X: Rows;
  readonly strategies: {
    readonly uc_margin?: {
      readonly budget: number;
      readonly picks: readonly number[];
      readonly scores_lower_is_better: readonly number[];
    };
  };
}

describeGolden('strategies.json', ({ cases }: { cases: readonly Pool[] }) => {
  const served = cases.filter((data) => data.classifier === 'logistic' && !data.use_class_weights_for_fit);
  it.each(served.map((data, index) => [index, data] as const))(
    'rank by margin, case %i',
    async (index, data) => {
      const { annot_X, annot_y, pool_X, strategies } = data;
      const expected = strategies.uc_margin!;
      const rows = [...annot_X.map((row, i) => [...row, annot_y[i]!]), ...pool_X.map((row) => [...row, ''])];
      const path = write(`pool${index}.csv`, csv([...featureNames(pool_X[0]!.length), 'y'], rows));
      const { picks } = await resultOf<{
        readonly picks: readonly { readonly row: number; readonly score: number }[];
      }>([
        ...['rank', path, '--label', 'y', '--strategy', 'margin', '--model', 'logisticRegression'],
        ...['--batch', String(expected.budget)],
      ]);
      const items = picks.map(({ row }) => row - annot_y.length);
      const scores = expected.scores_lower_is_better;
      picks.forEach(({ score }, place) =>
        expect(Math.abs(-score - scores[expected.picks[place]!]!)).toBeLessThan(2e-4),
      );
      expect(items).toEqual(expected.picks);
    },
  );
});
