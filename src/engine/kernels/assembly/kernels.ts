export { multiplyPanel, solveLower } from './dense';
export { expArray } from './exponential';
export { fitLogisticBase } from './logisticBase';
export { prepareCertificate } from './logisticCertificate';
export { retrainLogistic } from './logisticRetrain';
export { fitSvcBase, retrainSvc } from './svcRetrain';

/** The first byte that the kernels do not use themselves; to be asked once. */
export function memoryStart(): usize {
  return heap.alloc(16) + 16;
}
