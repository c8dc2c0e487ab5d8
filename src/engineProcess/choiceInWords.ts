import type { BackendChoice } from '../protocol/backend.ts';

/** What computes neural networks and why nothing that comes before it does; begins without a capital. */
export function choiceInWords({ name, device, passedOver }: BackendChoice): string {
  const on = device === null ? '' : ` (${device})`;
  const others = passedOver.map((other) => `; not ${other.name}: ${other.why}`).join('');
  return `TensorFlow.js, backend ${name}${on}${others}`;
}
