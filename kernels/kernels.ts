export { solveLower } from './dense';
export { expArray } from './exponential';
export { fitLogisticBase } from './logisticBase';
export { prepareCertificate } from './logisticCertificate';
export { retrainLogistic } from './logisticRetrain';

/** The first byte after the kernels' own tables; all before it is theirs. */
export function memoryStart(): usize {
  return __heap_base;
}
