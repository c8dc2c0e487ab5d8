import type { ImportSpec } from '../../protocol/engine.ts';
import type { ProjectKind } from '../../protocol/project.ts';
import type { Featuriser } from './featuriser.ts';
import { frozenFeaturiser } from './frozen.ts';
import { imageFeaturiser } from './image.ts';
import { pixelFeaturiser } from './pixels.ts';
import { tabularFeaturiser } from './tabular.ts';
import { textFeaturiser } from './text.ts';

const featurisers: Readonly<Record<ProjectKind, Featuriser>> = {
  tabular: tabularFeaturiser,
  text: textFeaturiser,
  image: imageFeaturiser,
};

/** How the items of a source become numbers. */
export function featuriserOf({ kind, images }: ImportSpec): Featuriser {
  if (kind !== 'image' || images === undefined) return featurisers[kind];
  return images === 'pixels' ? pixelFeaturiser : frozenFeaturiser;
}
