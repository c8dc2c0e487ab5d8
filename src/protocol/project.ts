import type { FrozenModel } from './frozenModel.ts';
import type { Objective } from './gains.ts';

/** What the items of a project are. */
export type ProjectKind = 'tabular' | 'text' | 'image';

/** A class as it stands in the project file, completed with its key and colour. */
export interface ClassDefinition {
  readonly name: string;
  /** The key that sets this class: one character as in KeyboardEvent.key. */
  readonly key: string;
  /** `#rrggbb`. */
  readonly colour: string;
  readonly description: string;
}

/** The parsed content of a `<name>.nextlabel.json`, with every default filled in. */
export interface ProjectConfig {
  readonly name: string;
  readonly kind: ProjectKind;
  /** Path of the data file or folder, as written (relative to the project file). */
  readonly source: string;
  readonly idColumn: string | null;
  /** Tabular: the columns that enter the model; empty means every column but id and label. */
  readonly featureColumns: readonly string[];
  /** Images: the model whose outputs are their features, its path as written; null = colours and edges. */
  readonly frozenModel: FrozenModel | null;
  /** Text: the column that holds the text. */
  readonly textColumn: string | null;
  /** Column (or, for images, `folder`) that labels some rows already. */
  readonly labelColumn: string | null;
  /** Columns that neither annotator nor model may see, such as one that already holds the answer. */
  readonly hiddenColumns: readonly string[];
  readonly classes: readonly ClassDefinition[];
  readonly model: string;
  readonly modelParams: Readonly<Record<string, number | string | boolean>>;
  readonly strategy: string;
  readonly strategyParams: Readonly<Record<string, number | string | boolean>>;
  /** What strategies that predict gains predict them of. */
  readonly objective: Objective;
  /** A saved network that the neural process starts from, as written (relative to the project file). */
  readonly network: string | null;
  readonly batchSize: number;
  /** Share r of queue slots that are drawn at random, 0 to 1. */
  readonly randomShare: number;
  /** Share of the queue that shows items again which the annotator labeled before, 0 to 0.5. */
  readonly repeatShare: number;
  readonly annotator: string;
  /** Seed of the first round; every later round derives its own from it. */
  readonly seed: number;
}
