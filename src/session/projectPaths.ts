import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { ImportSpec } from '../protocol/engine.ts';
import { PIXEL_MODELS } from '../protocol/pixelModels.ts';
import type { ProjectConfig } from '../protocol/project.ts';

/** Name of the file that says which project the state folder belongs to; it is made for git, as the journal is. */
const OWNER_FILE = 'project.txt';

/** Absolute path of the project's data file or folder. */
export const sourcePath = (projectFile: string, config: Pick<ProjectConfig, 'source'>): string =>
  resolve(dirname(projectFile), config.source);

/** Absolute path of the saved network that the project starts from; null where it names none. */
export const networkPath = (
  projectFile: string,
  { network }: Pick<ProjectConfig, 'network'>,
): string | null => (network === null ? null : resolve(dirname(projectFile), network));

/** Where the engine process caches features and thumbnails. */
export const cacheFolderOf = (stateFolder: string): string => join(stateFolder, 'cache');

/** How the engine process is told to read this project's data. */
export const importSpecOf = (projectFile: string, config: ProjectConfig): ImportSpec => ({
  kind: config.kind,
  path: sourcePath(projectFile, config),
  idColumn: config.idColumn,
  textColumn: config.textColumn,
  labelColumn: config.labelColumn,
  featureColumns: config.featureColumns,
  ignoredColumns: config.hiddenColumns,
});

/** What features are made from: networks of convolutions look at pixels, others may at the outputs of a model. */
export const featureSpecOf = (projectFile: string, config: ProjectConfig): ImportSpec => {
  const spec = importSpecOf(projectFile, config);
  if (config.kind !== 'image') return spec;
  if (PIXEL_MODELS.has(config.model)) return { ...spec, images: 'pixels' };
  const { frozenModel } = config;
  if (frozenModel === null) return spec;
  return { ...spec, images: { ...frozenModel, model: resolve(dirname(projectFile), frozenModel.model) } };
};

const ownerOf = (folder: string): string | null => {
  const file = join(folder, OWNER_FILE);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
};

/**
 * The project's state folder: `.nextlabel/` beside the project file. Where another project of the same folder has that
 * one, it is `.nextlabel/<name>/`. A project file that was renamed keeps its state: the owner it replaces is gone.
 */
export const findStateFolder = (projectFile: string): string => {
  const beside = dirname(projectFile);
  const shared = join(beside, '.nextlabel');
  const name = basename(projectFile);
  const own = join(shared, name.replace(/\.nextlabel\.json$/, ''));
  if (existsSync(own)) return own;
  const owner = ownerOf(shared);
  return owner === null || owner === name || !existsSync(join(beside, owner)) ? shared : own;
};

/** Makes the state folder and notes whose it is. */
export const claimStateFolder = (projectFile: string): string => {
  const folder = findStateFolder(projectFile);
  mkdirSync(folder, { recursive: true });
  const name = basename(projectFile);
  if (ownerOf(folder) !== name) writeFileSync(join(folder, OWNER_FILE), `${name}\n`);
  return folder;
};
