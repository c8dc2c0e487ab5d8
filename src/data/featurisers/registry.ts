import type { ProjectKind } from '../../protocol/project.ts';
import type { Featuriser } from './featuriser.ts';
import { imageFeaturiser } from './image.ts';
import { tabularFeaturiser } from './tabular.ts';
import { textFeaturiser } from './text.ts';

export const featurisers: Readonly<Record<ProjectKind, Featuriser>> = {
  tabular: tabularFeaturiser,
  text: textFeaturiser,
  image: imageFeaturiser,
};
