/**
 * Labels of a project that deserve a second look, as the inspector's tab and `nextlabel inspect` tell it. Classes are
 * named by their index among the project's. Intervals are of 95 %; null is a number that there is not.
 */
export interface SecondLookReport {
  /** Events that it knows. */
  readonly revision: number;
  /** Labels of each class. */
  readonly labels: readonly number[];
  readonly model: ModelVerdict;
  readonly duplicates: DuplicateSearch;
  /** What to look at, the most doubtful first. */
  readonly suspects: readonly Suspect[];
  /** Items left out above because their label was confirmed. */
  readonly confirmed: number;
  /** Share of the queue that asks again what was labeled, as the project file has it. */
  readonly repeatShare: number;
  readonly self: SelfAgreement;
  readonly people: PeopleAgreement;
}

/** Confident learning (Northcutt, Jiang and Chuang 2021), or why there is none. */
export type ModelVerdict =
  /** The task model gives no probabilities, not even when asked. */
  | { readonly kind: 'noProbabilities' }
  /** Fewer than two classes have as many labels. */
  | { readonly kind: 'tooFewLabels'; readonly needed: number }
  | ({ readonly kind: 'judged' } & JudgedByModel);

export interface JudgedByModel {
  /** The classes that were judged; each of the others has fewer labels than are needed. */
  readonly classes: readonly number[];
  readonly needed: number;
  readonly judged: number;
  /** Labels that the model predicted without having seen them, and how many the most frequent class alone would hit. */
  readonly right: number;
  readonly frequent: number;
  /** Whether that is clearly better than chance. */
  readonly isInformed: boolean;
  /** Labels that are probably wrong, confirmed ones included. */
  readonly named: number;
  /** Mean out-of-sample probability of each judged class among its own labels. */
  readonly thresholds: readonly number[];
  /** Judged classes squared, row-major, given class in rows, true class in columns: items confidently counted. */
  readonly counts: readonly number[];
  /** The same as shares of all judged labels, calibrated; sums to 1. */
  readonly joint: readonly number[];
}

/** How labels of nearly equal items were looked for. */
export interface DuplicateSearch {
  /** Items nearer than this are nearly the same; 0 = equal ones only. */
  readonly limit: number;
  /** How far the next labeled item usually is; null where too few are labeled. */
  readonly usual: number | null;
  readonly named: number;
}

/** A label in doubt. `Label`: how classes are named. */
export interface Suspect<Label = number> {
  readonly row: number;
  readonly itemId: string;
  readonly label: Label;
  /** What it may be instead, by the first reason. */
  readonly suggested: Label;
  /** The strongest first. */
  readonly reasons: readonly SuspectReason<Label>[];
}

export type SuspectReason<Label = number> =
  /** Asked again without the label, the annotator said something else. */
  | { readonly kind: 'repeat'; readonly answer: Label; readonly actor: string; readonly at: string }
  | ({ readonly kind: 'duplicate' } & ContradictedLabel<Label>)
  /** A model that did not see the label finds it improbable. */
  | {
      readonly kind: 'model';
      readonly probability: number;
      readonly other: Label;
      readonly otherProbability: number;
      /**
       * Of networks: along a training on all labels, after how many epochs it was wrong where it had been right after the
       * one before; null where it never was right.
       */
      readonly forgotten?: { readonly events: number | null; readonly epochs: number };
    };

/** Items that are nearly the same have another class. */
export interface ContradictedLabel<Label = number> {
  /** The nearest one that has the class below. */
  readonly twin: number;
  readonly twinId: string;
  /** The class that most of them have. */
  readonly twinLabel: Label;
  /** Euclidean distance of the features; 0 = equal. */
  readonly distance: number;
  /** Items nearly the same with that class, and, this one included, with its own. */
  readonly others: number;
  readonly own: number;
  /** Items nearly the same, nearest first, the twin among them: at most eight. */
  readonly around: readonly NearItem<Label>[];
}

export interface NearItem<Label = number> {
  readonly row: number;
  readonly itemId: string;
  readonly label: Label;
  readonly distance: number;
}

/** How often annotators called an item the same when it was asked again without its label. */
export interface SelfAgreement {
  /** Those who were asked. */
  readonly people: readonly string[];
  readonly asked: number;
  /** Of these, without an answer. */
  readonly passed: number;
  readonly agreed: number;
  /** Wilson's interval of agreed / answered. */
  readonly low: number;
  readonly high: number;
  /** Null where all answers, or all labels, were one class. */
  readonly kappa: AgreementValue | null;
  /** For each class that was asked again: how often it got the same answer. */
  readonly perClass: readonly {
    readonly label: number;
    readonly answered: number;
    readonly agreed: number;
    readonly low: number;
    readonly high: number;
  }[];
}

/** Agreement beyond chance, with the bounds of its interval. */
export interface AgreementValue {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Agreement between people who labeled the same items. */
export interface PeopleAgreement {
  /** Those who labeled or confirmed anything. */
  readonly people: readonly string[];
  /** Items that at least two of them judged. */
  readonly items: number;
  /** Krippendorff's alpha over these; null without any, or where all were called the same. */
  readonly alpha: AgreementValue | null;
  /** Cohen's kappa of each two who share items, most items first. */
  readonly pairs: readonly {
    readonly first: string;
    readonly second: string;
    readonly items: number;
    readonly agreed: number;
    readonly kappa: AgreementValue | null;
  }[];
}

/** The same with classes by name, as `nextlabel inspect --format json` prints it. */
export interface NamedSecondLook extends Omit<SecondLookReport, 'suspects'> {
  readonly suspects: readonly (Suspect<string> & { readonly excerpt: string })[];
}
