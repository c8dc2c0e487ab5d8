import type {
  AgreementValue,
  ContradictedLabel,
  JudgedByModel,
  ModelVerdict,
  PeopleAgreement,
  SecondLookReport,
  Suspect,
  SuspectReason,
} from '../../protocol/secondLook.ts';
import { listed } from '../wording.ts';
import type { Write } from './itemSentences.ts';
import { brief, counted, percent } from './numberText.ts';

/** What the sentences need besides the report. */
export interface LookNames {
  readonly classes: readonly string[];
  /** How names of classes, items and people are written. */
  readonly write?: Write;
}

const asItIs: Write = (name) => name;

/** How the labels were judged by a model, or why they were not. */
export function verdictSentences(
  { model, labels }: Pick<SecondLookReport, 'model' | 'labels'>,
  { classes, write = asItIs }: LookNames,
): string[] {
  const nameOf = (label: number): string => write(classes[label] ?? '');
  switch (model.kind) {
    case 'noProbabilities':
      return [
        'The task model gives no probabilities, so that it cannot say which labels it doubts. Items that are nearly the ' +
          'same and repeats are compared all the same; with another model, such as logistic regression, labels are judged.',
      ];
    case 'tooFewLabels': {
      const each = labels.map((count, label) => `${nameOf(label)} ${count.toLocaleString('en')}`);
      return [
        `To judge labels by a model, at least two classes need ${model.needed} labels each. So far: ${each.join(', ')}.`,
      ];
    }
    case 'judged':
      return [skillSentence(model), ...leftOutSentence({ model, labels }, nameOf), namedSentence(model)];
  }
}

function skillSentence({ judged, right, frequent }: JudgedByModel): string {
  return (
    `Each label was judged by a model that had not seen it (cross-validation in five parts). It predicts ` +
    `${right.toLocaleString('en')} of ${counted(judged, 'label')} (${percent(right / judged)}); always naming the most ` +
    `frequent class would hit ${frequent.toLocaleString('en')} (${percent(frequent / judged)}).`
  );
}

function leftOutSentence(
  { model, labels }: { readonly model: JudgedByModel; readonly labels: readonly number[] },
  nameOf: (label: number) => string,
): string[] {
  const left = [...labels.keys()].filter((label) => labels[label]! > 0 && !model.classes.includes(label));
  if (left.length === 0) return [];
  const each = left.map((label) => `${nameOf(label)} (${labels[label]!.toLocaleString('en')})`);
  return [`Not judged, for having fewer than ${model.needed} labels: ${listed(each)}.`];
}

function namedSentence({ named, judged }: JudgedByModel): string {
  if (named === 0) return 'It takes none of them for wrong.';
  return (
    `Confident learning takes ${counted(named, 'label')} of ${judged.toLocaleString('en')} for probably wrong. Items ` +
    'between two classes look the same to it as wrong labels do, so that some of these are right.'
  );
}

/** What to know before relying on the model's word; empty where there is nothing. */
export const skillWarning = (model: ModelVerdict): string =>
  model.kind === 'judged' && !model.isInformed
    ? 'The model predicts labels that it has not seen no better than chance: what it doubts says little.'
    : '';

/** How nearly equal items were looked for. */
export function duplicateSentence({ duplicates }: Pick<SecondLookReport, 'duplicates'>): string {
  const { limit, usual, named } = duplicates;
  const near =
    limit === 0
      ? 'Labeled items with equal features were compared'
      : `Labeled items whose features are no more than ${brief(limit)} apart were compared` +
        (usual === null ? '' : `, where the next one usually is ${brief(usual)} away`);
  return `${near}: ${named === 0 ? 'none contradicts another' : `${counted(named, 'label is', 'labels are')} contradicted`}.`;
}

/** Why a label is in doubt, in a sentence with its numbers. */
export function reasonSentence(
  reason: SuspectReason,
  { label, model }: Pick<Suspect, 'label'> & Pick<SecondLookReport, 'model'>,
  { classes, write = asItIs }: LookNames,
): string {
  const nameOf = (index: number): string => write(classes[index] ?? '');
  switch (reason.kind) {
    case 'repeat':
      return `Asked again without the label on ${reason.at.slice(0, 10)}, ${write(reason.actor)} called it ${nameOf(reason.answer)}.`;
    case 'duplicate':
      return contradictionSentence(reason, { classes, write });
    case 'model': {
      const usual = (index: number): string => {
        const threshold = thresholdOf(model, index);
        return threshold === null
          ? ''
          : `, where labels of ${nameOf(index)} get ${percent(threshold)} on average`;
      };
      return (
        `A model that had not seen the label gives ${nameOf(label)} ${percent(reason.probability)}${usual(label)}, and ` +
        `${nameOf(reason.other)} ${percent(reason.otherProbability)}${usual(reason.other)}.${forgettingSentence(reason)}`
      );
    }
  }
}

/** What became of the label in a network that learned it too; empty where nothing is known. */
function forgettingSentence({ forgotten }: Extract<SuspectReason, { kind: 'model' }>): string {
  if (forgotten === undefined) return '';
  const { events, epochs } = forgotten;
  if (events === null) return ` A network that saw it ${epochs.toLocaleString('en')} times never learned it.`;
  const often = events === 0 ? 'did not forget it again' : `forgot it ${counted(events, 'time')} on the way`;
  return ` A network that saw it ${epochs.toLocaleString('en')} times learned it and ${often}.`;
}

/** Mean out-of-sample probability of a class among its own labels; null where it was not judged. */
export function thresholdOf(model: ModelVerdict, label: number): number | null {
  if (model.kind !== 'judged') return null;
  return model.thresholds[model.classes.indexOf(label)] ?? null;
}

function contradictionSentence(
  { twinId, twinLabel, distance, others, own }: ContradictedLabel,
  { classes, write = asItIs }: LookNames,
): string {
  const twin = `${write(twinId)}, which is labeled ${write(classes[twinLabel] ?? '')}`;
  const first =
    distance === 0
      ? `Its features equal those of ${twin}.`
      : `It is nearly the same as ${twin}: they are ${brief(distance)} apart.`;
  if (others + own === 2) return first;
  return `${first} Of those that are nearly the same, this one included, ${others} have that label and ${own} ${own === 1 ? 'has' : 'have'} its own.`;
}

/** How often annotators agreed with themselves, or how to find out. */
export function selfSentences({
  self,
  repeatShare,
}: Pick<SecondLookReport, 'self' | 'repeatShare'>): string[] {
  if (self.asked === 0) return [noRepeatsText(repeatShare)];
  const answered = self.asked - self.passed;
  const asked =
    `${counted(self.asked, 'item was', 'items were')} asked again without the label` +
    (self.passed === 0 ? '' : `, ${self.passed.toLocaleString('en')} of them passed over`);
  if (answered === 0) return [`${asked}.`];
  return [
    `${asked}. ${self.agreed.toLocaleString('en')} of ${counted(answered, 'answer')} ${self.agreed === 1 ? 'was' : 'were'} the ` +
      `same as before: ${percent(self.agreed / answered)} (95 % interval ${percent(self.low)} to ${percent(self.high)}).`,
    self.kappa === null
      ? 'Agreement beyond chance is not defined where all answers, or all labels, are one class.'
      : `Agreement beyond chance (Cohen's kappa): ${agreementText(self.kappa)}.`,
    ...(answered < FEW_ANSWERS ? ['With so few answers the intervals are wide.'] : []),
  ];
}

/** With fewer an interval is so wide that it says little. */
const FEW_ANSWERS = 30;

/** What to set so that items are asked again. */
export const noRepeatsText = (repeatShare: number): string =>
  repeatShare > 0
    ? `No item was asked again yet. With "repeatShare": ${repeatShare} in the project file it begins once 20 labels and ten minutes lie between.`
    : 'No item is asked again. Set "repeatShare": 0.05 in the project file, and one item in twenty of the queue is one that was labeled before, shown without its label and without telling.';

/** How much people agree with each other; empty where only one labeled. */
export function peopleSentences(people: PeopleAgreement, write: Write = asItIs): string[] {
  if (people.people.length < 2) return [];
  const names = listed(people.people.map(write));
  if (people.items === 0) return [`${names} have not labeled any item in common.`];
  const items = `${names} have ${counted(people.items, 'item')} in common that at least two of them judged.`;
  return [
    people.alpha === null
      ? `${items} All were called the same, so that agreement beyond chance is not defined.`
      : `${items} Agreement beyond chance (Krippendorff's alpha): ${agreementText(people.alpha)}. Whoever labels after another may have seen that label.`,
  ];
}

/** Such as "0.82 (0.61 to 0.94)". */
export const agreementText = ({ value, low, high }: AgreementValue): string =>
  `${brief(value)} (95 % interval ${brief(low)} to ${brief(high)})`;

/** How many labels are in doubt, and by what. */
export function suspectSummary({
  suspects,
  confirmed,
}: Pick<SecondLookReport, 'suspects' | 'confirmed'>): string {
  const settled = confirmed === 0 ? '' : ` ${confirmedSentence(confirmed)}`;
  if (suspects.length === 0) return `No label is in doubt.${settled}`;
  const count = (kind: SuspectReason['kind']): number =>
    suspects.filter(({ reasons }) => reasons.some((reason) => reason.kind === kind)).length;
  const parts = (['repeat', 'duplicate', 'model'] as const)
    .map((kind) => [count(kind), kindWords[kind]] as const)
    .filter(([found]) => found > 0)
    .map(([found, words]) => `${found.toLocaleString('en')} ${words}`);
  return `${counted(suspects.length, 'label is', 'labels are')} in doubt: ${listed(parts)}.${settled}`;
}

/** Of labels that would be in doubt if they had not been confirmed. */
export const confirmedSentence = (confirmed: number): string =>
  `${counted(confirmed, 'more was', 'more were')} confirmed and ${confirmed === 1 ? 'is' : 'are'} left out.`;

/** What labels are in doubt by. */
const kindWords: Readonly<Record<SuspectReason['kind'], string>> = {
  repeat: 'by an answer when asked again',
  duplicate: 'by items that are nearly the same',
  model: 'by the model',
};
