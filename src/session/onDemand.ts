/**
 * What the host loads once a project is looked at, not when VS Code starts: the entry of dist/session.cjs, a bundle of
 * its own. Import it with `await import(...)` only.
 */
export { createEngine } from './createEngine.ts';
export { CUDA_PACKAGE, CUDA_VERSION, gpuAdvice } from './gpuAdvice.ts';
export { installPackage } from './installPackage.ts';
export { openSession } from './openSession.ts';
export { readProgress } from './readProgress.ts';
