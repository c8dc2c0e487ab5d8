import type { LoadedModel } from '../../data/frozen/loadedModel.ts';
import type { ModelFiles } from '../../data/frozen/modelFiles.ts';

/**
 * Loads a model with the library that its format needs; these are in a bundle of their own, and each is only run where
 * it is needed. `entry` is a module from whose folder packages are found.
 */
export async function openByFormat(files: ModelFiles, entry: string): Promise<LoadedModel> {
  if (files.format === 'onnx') {
    const { openOnnxModel } = await import('./onnxModel.ts');
    return openOnnxModel(files, entry);
  }
  if (files.format === 'layers') {
    const { openLayersModel } = await import('./layersModel.ts');
    return openLayersModel(files, entry);
  }
  const { openGraphModel } = await import('./graphModel.ts');
  return openGraphModel(files, entry);
}
