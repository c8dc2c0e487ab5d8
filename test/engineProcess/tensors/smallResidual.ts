import type { ResidualSpec } from '../../../src/engine/networks/residualLayers.ts';

/** The least residual network with a stage that halves its images. */
export const smallResidual: ResidualSpec = {
  kind: 'residual',
  side: 4,
  channels: 1,
  widths: [2, 3],
  blocks: 1,
  outputs: 3,
};
