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

/** A backend that was tried: what keeps it from serving, or null and its device. */
export interface BackendFinding {
  readonly name: BackendName;
  readonly device: string | null;
  readonly why: string | null;
}

/** What computes neural networks, and why nothing that comes before it does. */
export function choiceInWords({ name, device, passedOver }: BackendChoice): string {
  const on = device === null ? '' : ` (${device})`;
  const others = passedOver.map((other) => `; not ${other.name}: ${other.why}`).join('');
  return `TensorFlow.js, backend ${name}${on}${others}`;
}
