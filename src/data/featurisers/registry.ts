import type { ImportSpec } from '../../protocol/engine.ts';
import type { ProjectKind } from '../../protocol/project.ts';
import type { Featuriser } from './featuriser.ts';
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
export const featuriserOf = ({ kind, images }: ImportSpec): Featuriser =>
  kind === 'image' && images === 'pixels' ? pixelFeaturiser : featurisers[kind];
