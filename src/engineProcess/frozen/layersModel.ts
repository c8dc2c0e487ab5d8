import { readFile } from 'node:fs/promises';
import { io, tensor4d, tidy } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { loadLayersModel, model as modelOf } from '@tensorflow/tfjs-layers';
import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { LoadedModel } from '../../data/frozen/loadedModel.ts';
import type { ModelFiles } from '../../data/frozen/modelFiles.ts';
import { InputError } from '../../data/tables/inputError.ts';
import { firstLine, openBackendHere } from '../backend.ts';
import { joinFiles } from './joinFiles.ts';
import { missingOperator } from './missingOperator.ts';

/**
 * Loads a layers model of TensorFlow.js, as Keras has them: the only file that knows its layers. `entry` is a module from
 * whose folder packages are found. Rejects with InputError where the files are no model that can be computed, and with an
 * Error where no backend works.
 */
export async function openLayersModel(
  { paths: [path, ...weights], name }: ModelFiles,
  entry: string,
): Promise<LoadedModel> {
  await openBackendHere(entry);
  const json = JSON.parse(await readFile(path!, 'utf8')) as io.ModelJSON;
  const model = await load(json, await joinFiles(weights), name);
  /** What a layer gives; those with several outputs, or used in several places, have none that could be named. */
  const outputs = new Map<string, SymbolicTensor>();
  for (const layer of model.layers.filter(isPlain)) outputs.set(layer.name, layer.output as SymbolicTensor);
  const asked = new Map<string, LayersModel>(
    model.outputNames.length === 1 ? [[model.outputNames[0]!, model]] : [],
  );
  const upTo = (output: string): LayersModel => {
    const known = asked.get(output) ?? modelOf({ inputs: model.inputs, outputs: outputs.get(output)! });
    asked.set(output, known);
    return known;
  };
  return {
    inputs: model.inputs.map(({ name: input, dtype, shape }) => ({
      name: input,
      type: dtype,
      shape: shape.map((length) => (length === null || length < 0 ? null : length)),
    })),
    outputs: model.outputNames,
    has: (output) => outputs.has(output),
    run: async (values, dims, output) => {
      const result = tidy(() => predict(upTo(output), tensor4d(values, dims as FourLengths)));
      try {
        return { type: result.dtype, dims: result.shape, data: await result.data() };
      } finally {
        result.dispose();
      }
    },
    close: () => {
      model.dispose();
      return Promise.resolve();
    },
  };
}

type FourLengths = [number, number, number, number];
type Layer = LayersModel['layers'][number];

/** A layer that was never used has no nodes, and to ask for its output throws. */
const isPlain = ({ inboundNodes }: Layer): boolean =>
  inboundNodes.length === 1 && inboundNodes[0]!.outputTensors.length === 1;

async function load(json: io.ModelJSON, weights: ArrayBuffer, name: string): Promise<LayersModel> {
  const weightSpecs = json.weightsManifest.flatMap((group) => group.weights);
  try {
    const source = io.fromMemory({
      modelTopology: json.modelTopology,
      weightSpecs,
      weightData: weights,
      format: 'layers-model',
    });
    return await loadLayersModel(source);
  } catch (cause) {
    throw new InputError(`${name} cannot be loaded: ${inWords(cause)}.`, { cause });
  }
}

function inWords(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  const [, layer] = /^Unknown layer: (\w+)/.exec(message) ?? [];
  if (layer !== undefined) {
    return `it has the layer ${layer}, which TensorFlow.js does not know; convert it with tensorflowjs_converter --output_format=tfjs_graph_model`;
  }
  return `${firstLine(cause)}; expected a layers model of TensorFlow.js with all of its weights`;
}

function predict(model: LayersModel, images: Tensor): Tensor {
  try {
    return model.predict(images) as Tensor;
  } catch (cause) {
    throw missingOperator(cause);
  }
}
