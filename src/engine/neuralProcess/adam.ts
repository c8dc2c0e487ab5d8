/** Decay rates and guard of Adam (Kingma and Ba 2015, algorithm 1); the learning rate is the caller's. */
export const ADAM = { decay1: 0.9, decay2: 0.999, guard: 1e-8 } as const;

/** How much the two moments, which start at 0, are too small after a number of steps. */
export interface AdamClock {
  readonly bias1: number;
  readonly bias2: number;
}

/** Counts steps. Products rather than powers: a power may differ in its last bit from one host to the next. */
export function createAdamClock(): () => AdamClock {
  let power1 = 1;
  let power2 = 1;
  return () => {
    power1 *= ADAM.decay1;
    power2 *= ADAM.decay2;
    return { bias1: 1 - power1, bias2: 1 - power2 };
  };
}

export interface Adam {
  /** Moves the parameters one step against the gradient. */
  step(gradient: Float64Array, rate: number): void;
}

export function createAdam(parameters: Float64Array): Adam {
  const first = new Float64Array(parameters.length);
  const second = new Float64Array(parameters.length);
  const tick = createAdamClock();
  return {
    step(gradient, rate) {
      const { bias1, bias2 } = tick();
      for (let index = 0; index < parameters.length; index++) {
        const slope = gradient[index]!;
        first[index] = ADAM.decay1 * first[index]! + (1 - ADAM.decay1) * slope;
        second[index] = ADAM.decay2 * second[index]! + (1 - ADAM.decay2) * slope * slope;
        parameters[index]! -=
          (rate * (first[index]! / bias1)) / (Math.sqrt(second[index]! / bias2) + ADAM.guard);
      }
    },
  };
}
