import type { ParamInfo } from '../../protocol/engine.ts';

/** The switch, of the same name everywhere, from the corrected strategy to what the authors' released code does. */
export function releaseCompatible(difference: string): ParamInfo {
  return {
    name: 'releaseCompatible',
    description: `Does what the released code of Bakker et al. 2023 does: ${difference}.`,
    kind: 'boolean',
    default: false,
  };
}
