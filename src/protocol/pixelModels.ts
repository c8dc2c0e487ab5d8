/** Task models whose features are the pixels of images (`input` in the registry), for those who know no registry. */
export const PIXEL_MODELS: ReadonlySet<string> = new Set(['cnn', 'resnet18']);
