import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as v from 'valibot';
import { isInside } from '../readers/folderWalk.ts';
import { InputError } from '../tables/inputError.ts';
import { onnxLocations } from './onnxLocations.ts';

const expected =
  'expected an .onnx file, or the model.json of a TensorFlow.js model, with its weights beside it';

/** The files that a model is made of. */
export interface ModelFiles {
  /** `graph` and `layers` are the two formats of TensorFlow.js. */
  readonly format: 'onnx' | 'graph' | 'layers';
  /** For messages: the file, of a model.json with its folder. */
  readonly name: string;
  /** Absolute; the model itself comes first, then its weights in the order in which it names them. */
  readonly paths: readonly string[];
  /** The weights as the model names them. */
  readonly weights: readonly string[];
}

const manifestSchema = v.object({
  format: v.nullish(v.string()),
  modelTopology: v.record(v.string(), v.unknown()),
  weightsManifest: v.array(v.object({ paths: v.array(v.string()) })),
});

/**
 * Finds the files of the model at an absolute path: an .onnx file, a model.json or the folder of one. Weights are not
 * read. Throws InputError where something is missing or is no such model.
 */
export async function findModelFiles(path: string): Promise<ModelFiles> {
  const found = await stat(path).catch(() => null);
  if (found === null)
    throw new InputError(`The model ${nameOf(path)} does not exist (${path}); ${expected}.`);
  if (found.isDirectory()) {
    const inner = join(path, 'model.json');
    if (await isFile(inner)) return manifestFiles(inner);
    throw new InputError(`The folder ${basename(path)} holds no model.json; ${expected}.`);
  }
  if (/\.onnx$/i.test(path)) return withWeights('onnx', path, await onnxWeights(path, found));
  if (/\.json$/i.test(path)) return manifestFiles(path);
  throw new InputError(`${nameOf(path)} is no model that can be read; ${expected}.`);
}

const nameOf = (path: string): string =>
  /\.json$/i.test(path) ? `${basename(dirname(path))}/${basename(path)}` : basename(path);

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );

async function manifestFiles(path: string): Promise<ModelFiles> {
  const { format, modelTopology, weightsManifest } = await readManifest(path, nameOf(path));
  const isLayers = format === 'layers-model' || 'model_config' in modelTopology;
  return withWeights(
    isLayers ? 'layers' : 'graph',
    path,
    weightsManifest.flatMap(({ paths }) => paths),
  );
}

async function withWeights(
  format: ModelFiles['format'],
  path: string,
  weights: readonly string[],
): Promise<ModelFiles> {
  const name = nameOf(path);
  const paths = [path];
  for (const file of weights) paths.push(await weightsFile(dirname(path), file, name));
  return { format, name, paths, weights };
}

/** Of models by what they were: to know the files of one takes reading it, and it is asked before each round. */
const read = new Map<string, readonly string[]>();

/** As the model names them; none where it has all of them in itself. */
async function onnxWeights(path: string, { size, mtimeMs }: Stats): Promise<readonly string[]> {
  const key = JSON.stringify([path, size, mtimeMs]);
  const known = read.get(key) ?? onnxLocations(await readFile(path));
  read.set(key, known);
  return known;
}

async function readManifest(path: string, name: string): Promise<v.InferOutput<typeof manifestSchema>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(`${name} is no TensorFlow.js model (${why}); ${expected}.`, { cause });
  }
  const manifest = v.safeParse(manifestSchema, parsed);
  if (manifest.success) return manifest.output;
  const message = 'it has no "modelTopology" and "weightsManifest"';
  throw new InputError(`${name} is no TensorFlow.js model: ${message}; ${expected}.`);
}

/** Weights lie beside their model: what a manifest names elsewhere is neither read nor fetched. */
async function weightsFile(folder: string, file: string, name: string): Promise<string> {
  const path = join(folder, file);
  if (!(await isFile(path))) {
    throw new InputError(`${name} names the weights ${file}, which are not there; expected them beside it.`);
  }
  if (!(await isInside(folder, file))) {
    throw new InputError(`${name} names the weights ${file}, which lie outside of its folder.`);
  }
  return path;
}

/** SHA-256 over what the files of a model hold, in hex. Rejects with the signal's reason when cancelled. */
export async function hashModel({ paths }: ModelFiles, signal?: AbortSignal): Promise<string> {
  const whole = createHash('sha256');
  for (const path of paths) {
    const one = createHash('sha256');
    for await (const chunk of createReadStream(path)) {
      signal?.throwIfAborted();
      one.update(chunk as Buffer);
    }
    whole.update(one.digest());
  }
  return whole.digest('hex');
}

/** Changes when a file of the model does, as far as sizes and times tell; cheap enough to be asked before each round. */
export async function stampModel(path: string): Promise<string> {
  try {
    const { paths } = await findModelFiles(path);
    const stamps = await Promise.all(
      paths.map(async (each) => {
        const { size, mtimeMs } = await stat(each);
        return [size, mtimeMs];
      }),
    );
    return JSON.stringify(stamps);
  } catch {
    // Whoever opens the model says what is wrong with it.
    return 'cannot be read';
  }
}
