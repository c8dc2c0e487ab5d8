import { block, MEMORY } from './logisticBlock';
import { addPanels, dotPanels, multiplyLanes, PANEL, subtractPanels } from './panels';

// L-BFGS, preconditioned by the inverse Hessian of the base fit. What is remembered of a step is itself, the change of the
// gradient that it made, and what the inverse Hessian makes of that change.

/** Remembers the last step, in place of the oldest; its gradient becomes the previous one. */
export function rememberStep(): void {
  const vector = block.vector;
  const size = block.size;
  const entry = pairAt(block.slot);
  memory.copy(entry, block.direction, vector);
  subtractPanels(block.gradient, block.previousGradient, size, entry + vector);
  subtractPanels(block.z, block.previousZ, size, entry + 2 * vector);
  dotPanels(entry, entry + vector, size, block.value);
  for (let half: usize = 0; half < 32; half += 16) {
    const product = v128.load(block.value + half);
    const usable = f64x2.gt(product, f64x2.splat(1e-280));
    const rho = v128.and(usable, f64x2.div(f64x2.splat(1), product));
    v128.store(block.rho + <usize>block.slot * PANEL + half, rho);
  }
  memory.copy(block.previousGradient, block.gradient, vector);
  memory.copy(block.previousZ, block.z, vector);
  block.slot = (block.slot + 1) % MEMORY;
  block.stored = min(block.stored + 1, MEMORY);
}

/** The two loops of L-BFGS: the direction in which the loss falls, by what is remembered. Overwrites z. */
export function chooseDirection(): void {
  const vector = block.vector;
  const size = block.size;
  const z = block.z;
  memory.copy(block.q, block.gradient, vector);
  for (let back = 1; back <= block.stored; back++) {
    const index = slotOf(back);
    const pair = pairAt(index);
    const factor = block.alpha + <usize>index * PANEL;
    dotPanels(pair, block.q, size, factor);
    multiplyLanes(factor, block.rho + <usize>index * PANEL);
    if (back < block.stored) addPanels(block.q, -1, factor, pair + vector, size);
    addPanels(z, -1, factor, pair + 2 * vector, size);
  }
  for (let back = block.stored; back >= 1; back--) {
    const index = slotOf(back);
    const pair = pairAt(index);
    const value = block.value;
    dotPanels(pair + vector, z, size, value);
    multiplyLanes(value, block.rho + <usize>index * PANEL);
    for (let half: usize = 0; half < 32; half += 16) {
      const factor = v128.load(block.alpha + <usize>index * PANEL + half);
      v128.store(value + half, f64x2.sub(factor, v128.load(value + half)));
    }
    addPanels(z, 1, value, pair, size);
  }
  for (let o: usize = 0; o < vector; o += 16) v128.store(block.direction + o, f64x2.neg(v128.load(z + o)));
}

/** Where the step of `back` iterations ago is remembered; 1 = the last. */
function slotOf(back: i32): i32 {
  return (block.slot - back + 2 * MEMORY) % MEMORY;
}

function pairAt(slot: i32): usize {
  return block.history + 3 * <usize>slot * block.vector;
}
