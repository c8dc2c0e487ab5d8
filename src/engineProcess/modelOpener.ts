import type { OpenModel } from '../data/frozen/loadedModel.ts';
import { InputError } from '../data/tables/inputError.ts';
import { failure } from './failure.ts';

const libraries = { onnx: 'ONNX Runtime', graph: 'TensorFlow.js', layers: 'TensorFlow.js' } as const;

/**
 * Loads models that features are taken from. `entry` is a module from whose folder packages are found. Rejects with
 * InputError where a file is no model that can be computed, and with a failure in words for the user where the library
 * for it does not load.
 */
export const modelOpener =
  (entry: string): OpenModel =>
  async (files) => {
    try {
      const { openByFormat } = await import('./frozen/onDemand.ts');
      return await openByFormat(files, entry);
    } catch (error) {
      if (error instanceof InputError) throw error;
      const [line] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
      throw failure(
        'failed',
        `${files.name} cannot be computed, because ${libraries[files.format]} does not load here: ${line!} Leave ` +
          '"features" out of the project file to go on with colours and edges.',
      );
    }
  };
