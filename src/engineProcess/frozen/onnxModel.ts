import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import type { LoadedModel, ModelInput } from '../../data/frozen/loadedModel.ts';
import type { ModelFiles } from '../../data/frozen/modelFiles.ts';
import { InputError } from '../../data/tables/inputError.ts';

/** How the runtime writes a length that a model leaves open. */
const ANY_LENGTH = 0xffffffff;

/** It throws what goes wrong; to print it too would disturb whoever reads the command line's output. */
const quiet = { logSeverityLevel: 4 } as const;

/** What the runtime says, and what it means. */
const reasons: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  [
    /protobuf parsing failed|No graph was found/i,
    () => 'is no ONNX model, or is damaged; expected a file that an exporter to ONNX wrote',
  ],
  [
    /external data|MountedFiles|deserialize tensor|external_data/i,
    () => 'does not find all of its weights in the files beside it; export it again',
  ],
  [
    /(?:No Op registered for|Fatal error:) ([^\s]+)/i,
    ([, operator]) =>
      `uses the operator ${operator!}, which ONNX Runtime does not have; export it without operators of your own`,
  ],
  [
    /Could not find an implementation for ([^\s]+)/i,
    ([, operator]) => `uses the operator ${operator!}, which ONNX Runtime's WebAssembly does not have`,
  ],
];

/**
 * Loads an ONNX model: the only file that knows ONNX Runtime, of which it uses the WebAssembly with SIMD on one thread.
 * `entry` is a module from whose folder the package is found. Rejects with InputError where the file is no model that it
 * can compute, and with an Error where the runtime itself does not load.
 */
export async function openOnnxModel(files: ModelFiles, entry: string): Promise<LoadedModel> {
  prepare(entry);
  const session = await createSession(files);
  return {
    inputs: session.inputMetadata.map(inputOf),
    outputs: session.outputNames,
    has: (output) => session.outputNames.includes(output),
    run: async (values, dims, output) => {
      const input = new Tensor('float32', values, dims);
      const feeds = { [session.inputNames[0]!]: input };
      const found = await session.run(feeds, [output], quiet).catch((cause: unknown) => {
        throw new Error(plainReason(cause), { cause });
      });
      const tensor = found[output]!;
      return {
        type: tensor.type,
        dims: tensor.dims,
        data: await tensor.getData(),
      };
    },
    close: () => session.release(),
  };
}

/** Both files lie in the package; by itself the runtime would look for them where its own script came from. */
function prepare(entry: string): void {
  const { resolve } = createRequire(entry);
  const fileUrl = (end: string): string =>
    pathToFileURL(resolve(`onnxruntime-web/ort-wasm-simd-threaded.${end}`)).href;
  env.wasm.wasmPaths = { mjs: fileUrl('mjs'), wasm: fileUrl('wasm') };
  // More threads start from addresses that only browsers can make.
  env.wasm.numThreads = 1;
  env.logLevel = 'fatal';
}

async function createSession({ paths, weights, name }: ModelFiles): Promise<InferenceSession> {
  const [bytes, ...others] = await Promise.all(paths.map((path) => readFile(path)));
  const externalData = others.map((data, index) => ({ path: weights[index]!, data }));
  try {
    return await InferenceSession.create(bytes!, { executionProviders: ['wasm'], externalData, ...quiet });
  } catch (cause) {
    const reason = plainReason(cause);
    if (reason.includes('no available backend')) throw cause;
    throw new InputError(`${name} ${inWords(reason)}.`, { cause });
  }
}

/** What the runtime says, without its codes. */
const plainReason = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).replace(/^.*ERROR_MESSAGE: /s, '');

function inWords(reason: string): string {
  for (const [pattern, say] of reasons) {
    const match = pattern.exec(reason);
    if (match !== null) return say(match);
  }
  return `cannot be loaded: ${reason.split('\n', 1)[0]!}`;
}

function inputOf(value: InferenceSession.ValueMetadata): ModelInput {
  if (!value.isTensor) return { name: value.name, type: 'other', shape: [] };
  const shape = value.shape.map((length) =>
    typeof length === 'number' && length >= 0 && length < ANY_LENGTH ? length : null,
  );
  return { name: value.name, type: value.type, shape };
}
