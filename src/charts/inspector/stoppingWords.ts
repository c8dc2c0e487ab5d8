import type { CriterionReport, StoppingCriterionId, StoppingReport } from '../../protocol/stopping.ts';
import { counted } from './numberText.ts';
import { shareText } from './forecastWords.ts';

export interface CriterionWords {
  readonly title: string;
  /** What its numbers are, on the axis. */
  readonly measure: string;
  readonly meaning: string;
  readonly weakness: string;
}

/** What each criterion says, and what it is known to miss. */
export const criterionWords: Readonly<Record<StoppingCriterionId, CriterionWords>> = {
  stabilisingPredictions: {
    title: 'Stabilising predictions',
    measure: 'agreement (kappa)',
    meaning:
      'How far each model agrees with the one before it beyond chance (Cohen’s kappa, mean of the last three pairs). The rule asks for 0.99.',
    weakness:
      'A model that has stopped changing need not be good: one that cannot tell the classes apart is stable too.',
  },
  classificationChange: {
    title: 'Classification change',
    measure: 'changed predictions, %',
    meaning:
      'The share of unlabeled items that the next model puts into another class. The rule asks for none, twice in a row.',
    weakness: 'A few items near the boundary may flip for ever, so that it is met late or never.',
  },
  overallUncertainty: {
    title: 'Overall uncertainty',
    measure: 'mean entropy, % of the largest',
    meaning:
      'How unsure the model is of unlabeled items (mean entropy, as a share of the largest there can be). The rule asks for 5 % at most.',
    weakness:
      'Where classes overlap doubt stays, whatever is labeled; and a model that is too sure of itself meets it early.',
  },
  predictedFChange: {
    title: 'Predicted change of F',
    measure: 'predicted change of F, points',
    meaning:
      'How much the F-measure may have changed from one model to the next, told from their predictions alone. The rule asks for 5 points at most, three times in a row.',
    weakness: 'Small steps add up: each may stay below the bound while the model goes on learning.',
  },
};

/** Kappa is read as it is, shares as per cent. */
export const criterionScale = (id: StoppingCriterionId): number =>
  id === 'stabilisingPredictions' ? 1 : 100;

/** Whether a rule holds, since when, or why that is not known. */
export function statusText(
  { values, met, metSince }: CriterionReport,
  { checked }: Pick<StoppingReport, 'checked'>,
): string {
  if (metSince !== null) {
    const since = checked.find(({ round }) => round === metSince);
    return `Met since round ${metSince}${since === undefined ? '' : `, with ${counted(since.labels, 'label')}`}`;
  }
  if (values.every((value) => value === null)) return 'No value yet';
  const last = met.lastIndexOf(true);
  return last < 0 ? 'Not met' : `Not met; it was in round ${checked[last]!.round}`;
}

/** What the panel rests on. */
export function stoppingNote({ stopSet, items, rounds, checked, spacing }: StoppingReport): string {
  const set =
    stopSet === items
      ? `all ${counted(items, 'item')}`
      : `${counted(stopSet, 'item')} drawn once from ${items.toLocaleString('en')}`;
  return (
    `Evidence from the literature, not a verdict. Compared are the models of ${checked.length} of ` +
    `${counted(rounds, 'round')}, ${counted(spacing, 'label')} apart or more, on ${set}: models a label apart agree ` +
    'whatever they have still to learn.'
  );
}

/** Why there is nothing to compare yet. */
export const tooFewRounds = ({ spacing, checked }: StoppingReport): string =>
  `Models of two rounds, ${counted(spacing, 'label')} apart, are needed to compare; ` +
  (checked.length === 0 ? 'no round has had a model yet.' : 'there is one.');

/** The class whose F counts, where there is one. */
export const positiveText = ({ positive }: StoppingReport, classes: readonly string[]): string =>
  positive === null
    ? 'F is the mean over all classes.'
    : `F is that of “${classes[positive] ?? ''}”, taken for the positive class.`;

export const valueText = (id: StoppingCriterionId, value: number | null): string => {
  if (value === null) return '–';
  return id === 'stabilisingPredictions' ? value.toFixed(3) : shareText(value);
};
