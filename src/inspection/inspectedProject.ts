import type { FeaturiseRequest } from '../data/featurisers/featuriser.ts';
import type { Matrix } from '../engine/numeric/matrix.ts';
import type { ProjectConfig } from '../protocol/project.ts';
import type { LabelEvent, RoundRecord, StoredItem } from '../store/store.ts';

/** An item without its content. */
export type InspectedItem = Pick<StoredItem, 'row' | 'itemId' | 'sourceLabel'>;

/** All that an inspection needs of a project, in memory. */
export interface InspectedProject {
  readonly config: ProjectConfig;
  /** Present items in order of row. */
  readonly items: readonly InspectedItem[];
  /** In the order of the log. */
  readonly events: readonly LabelEvent[];
  /** In order, without what each ranked. */
  readonly rounds: readonly RoundRecord[];
  /** As rounds use them. */
  readonly features: Matrix;
  readonly featuresId: string;
  /** What the features are made from, to look at single items again. */
  readonly featurise: FeaturiseRequest;
}
