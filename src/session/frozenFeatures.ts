import type { ReportProblem } from '../documents/jsonDocument.ts';
import type { FrozenModel } from '../protocol/frozenModel.ts';
import type { ProjectFile } from './projectFileSchema.ts';

/** `https:`, `file:` ...; one letter and a colon begin a path of Windows. */
const ADDRESS = /^[a-z][a-z\d+.-]+:/i;
const NO_CHANGE = { mean: [0, 0, 0], deviation: [1, 1, 1] } as const;

/** Reports what is wrong with the model that a project file takes features from; the file itself is not looked at. */
export const checkFrozenModel = ({ features, kind }: ProjectFile, report: ReportProblem): void => {
  if (features === undefined || Array.isArray(features)) return;
  const { model, deviation = [] } = features;
  if (kind !== 'image') {
    report(`A model that makes features looks at images; a ${kind} project has none`, ['features']);
  }
  if (ADDRESS.test(model)) {
    const message =
      `"${model}" is an address, and nothing is downloaded: save the model's files beside the project, and name ` +
      'their path';
    report(message, ['features', 'model']);
  }
  for (const [index, value] of deviation.entries()) {
    if (value > 0) continue;
    report(`A deviation is above 0, found ${value}`, ['features', 'deviation', index]);
  }
};

/** The model with its defaults; null where a project file names none. */
export const toFrozenModel = (features: ProjectFile['features']): FrozenModel | null => {
  if (features === undefined || Array.isArray(features)) return null;
  const {
    model,
    size = null,
    mean = NO_CHANGE.mean,
    deviation = NO_CHANGE.deviation,
    output = null,
  } = features;
  return { model, size, mean, deviation, output };
};
