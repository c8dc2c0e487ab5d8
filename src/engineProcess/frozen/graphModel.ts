import { readFile } from 'node:fs/promises';
import { loadGraphModelSync } from '@tensorflow/tfjs-converter';
import type { GraphModel } from '@tensorflow/tfjs-converter';
import { tensor4d, tidy } from '@tensorflow/tfjs-core';
import type { io, Tensor } from '@tensorflow/tfjs-core';
import type { LoadedModel } from '../../data/frozen/loadedModel.ts';
import type { ModelFiles } from '../../data/frozen/modelFiles.ts';
import { InputError } from '../../data/tables/inputError.ts';
import { firstLine, openBackendHere } from '../backend.ts';
import { joinFiles } from './joinFiles.ts';
import { missingOperator } from './missingOperator.ts';

type OpenGraph = GraphModel<io.IOHandlerSync>;

/**
 * Loads a graph model of TensorFlow.js: the only file that knows its converter. `entry` is a module from whose folder
 * packages are found. Rejects with InputError where the files are no model that can be computed, and with an Error where
 * no backend works.
 */
export async function openGraphModel({ paths, name }: ModelFiles, entry: string): Promise<LoadedModel> {
  await openBackendHere(entry);
  const [path, ...weights] = paths;
  const json = JSON.parse(await readFile(path!, 'utf8')) as io.ModelJSON;
  const bytes = await joinFiles(weights);
  const model = load(json, bytes, name);
  const nodes = nodeNames(json);
  return {
    inputs: model.inputs.map(({ name: input, dtype, shape }) => ({
      name: input,
      type: dtype,
      shape: (shape ?? []).map((length) => (length < 0 ? null : length)),
    })),
    outputs: model.outputNodes,
    has: (output) => model.outputNodes.includes(output) || nodes.has(output),
    run: async (values, dims, output) => {
      const input = tensor4d(values, dims as [number, number, number, number]);
      try {
        const result = await compute(model, { [model.inputs[0]!.name]: input }, output);
        const { dtype, shape } = result;
        const data = await result.data();
        result.dispose();
        return { type: dtype, dims: shape, data };
      } finally {
        input.dispose();
      }
    },
    close: () => {
      model.dispose();
      return Promise.resolve();
    },
  };
}

function load(json: io.ModelJSON, weights: ArrayBuffer, name: string): OpenGraph {
  try {
    return loadGraphModelSync([json, weights]);
  } catch (cause) {
    const message = `${name} cannot be loaded: ${firstLine(cause)}; expected a graph model of TensorFlow.js with all of its weights.`;
    throw new InputError(message, { cause });
  }
}

function nodeNames({ modelTopology }: io.ModelJSON): ReadonlySet<string> {
  const { node } = modelTopology as { readonly node?: unknown };
  if (!Array.isArray(node)) return new Set();
  return new Set(node.map((each: { readonly name?: unknown }) => String(each.name)));
}

/** A graph with control flow has to be run by promises; others are quicker without. */
async function compute(model: OpenGraph, inputs: Record<string, Tensor>, output: string): Promise<Tensor> {
  try {
    return tidy(() => model.execute(inputs, output) as Tensor);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    if (message.includes('executeAsync')) return (await model.executeAsync(inputs, output)) as Tensor;
    throw missingOperator(cause);
  }
}
