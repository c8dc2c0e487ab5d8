import type { Matrix } from '../../engine/numeric/matrix.ts';
import type { ImportSpec } from '../../protocol/engine.ts';
import type { ProjectKind } from '../../protocol/project.ts';
import type { OpenModel } from '../frozen/loadedModel.ts';

/** No featuriser but those of pixels and of models makes a wider matrix: 100,000 items x 512 float32 values are 205 MB. */
export const mostColumns = 512;
/** 32 x 32 pixels of three channels, and what a model may say of an image: 100,000 images are 1.2 GB. */
export const mostPixelColumns = 3072;

export interface ItemContent {
  /** 0-based row of the matrix. */
  readonly row: number;
  /** JSON text, see ImportedItem. */
  readonly content: string;
}

export interface FeaturiseRequest {
  readonly spec: ImportSpec;
  /** Rows of the matrix; rows that `items` never delivers stay zero. */
  readonly rowCount: number;
  /** Called once for each pass over the items. */
  readonly items: () => AsyncIterable<ItemContent>;
  readonly seed: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (message: string, fraction: number | null) => void;
  /** Images: the cache folder in which `thumbnailPath` and `previewPath` are to find their files. */
  readonly thumbnails?: string;
  /** Images whose features come from a model: loads it. */
  readonly openModel?: OpenModel;
}

export interface Features {
  readonly matrix: Matrix;
  /** What was done to the data, one sentence each, for people. */
  readonly notes: readonly string[];
}

/** How items of one kind become numbers. */
export interface Featuriser {
  readonly kind: ProjectKind;
  /** Raise when the same items give other numbers than before: it is part of the cache's key. */
  readonly version: number;
  featurise(request: FeaturiseRequest): Promise<Features>;
}
