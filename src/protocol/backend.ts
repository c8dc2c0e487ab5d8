/** What neural networks can be computed with, in the order of preference. */
export const backendNames = ['tfjs-node-gpu', 'webgpu', 'tfjs-node', 'wasm', 'cpu'] as const;

export type BackendName = (typeof backendNames)[number];

/** What was chosen, and why what comes before it was not. */
export interface BackendChoice {
  readonly name: BackendName;
  /** The GPU, where it computes on one that says its name. */
  readonly device: string | null;
  readonly passedOver: readonly PassedOver[];
}

export interface PassedOver {
  readonly name: BackendName;
  readonly why: string;
}
