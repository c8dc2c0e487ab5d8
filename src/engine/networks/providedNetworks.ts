import type { NetworkRunner } from './networkRunner.ts';

/** Thrown where a network is to be computed before anybody was provided who can; loading one takes promises. */
export class NetworksMissingError extends Error {
  readonly reason = 'networksMissing';
  constructor() {
    super('A neural network was to be computed with nobody to compute it.');
    this.name = 'NetworksMissingError';
  }
}

let provided: NetworkRunner | null = null;

/** Has networks computed by `networks` from now on. It is to a network what a WebAssembly module is to the oracle. */
export function provideNetworks(networks: NetworkRunner): void {
  provided = networks;
}

/** Throws NetworksMissingError. */
export function providedNetworks(): NetworkRunner {
  if (provided === null) throw new NetworksMissingError();
  return provided;
}
