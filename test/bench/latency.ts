/** Percentile by the nearest rank; NaN of nothing. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
};

export interface Latencies {
  /** Milliseconds from the key to "Saved" on screen, that is to the acknowledgement of a durable label. */
  readonly acknowledged: readonly number[];
  /** Milliseconds from the key to the frame that shows the next item. */
  readonly painted: readonly number[];
}

/**
 * Runs inside the labeling view. Presses class keys as a person would, `pauseMs` apart, and times what follows: it asks
 * at every frame, since an item that is in the document but not in a frame is not seen yet.
 */
export const measureInView = async (options: {
  readonly keys: readonly string[];
  readonly labels: number;
  readonly pauseMs: number;
}): Promise<Latencies> => {
  const view = document.querySelector('nextlabel-labeling')?.shadowRoot;
  if (!view) throw new Error('there is no labeling view');
  const text = (selector: string): string => view.querySelector(selector)?.textContent ?? '';
  const shown = (): string => text('.stage');
  const saved = (): boolean => view.querySelector('.save.saved') !== null;
  const nextTask = (): Promise<void> =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve();
      port2.postMessage(null);
    });
  const nextFrame = (): Promise<void> =>
    new Promise((resolve) => {
      requestAnimationFrame(() => void nextTask().then(resolve));
    });
  const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  const until = async (ready: () => boolean, wait: () => Promise<void>, from: number): Promise<number> => {
    while (!ready()) {
      if (performance.now() - from > 20_000) throw new Error('nothing followed a key within 20 s');
      await wait();
    }
    return performance.now() - from;
  };

  const acknowledged: number[] = [];
  const painted: number[] = [];
  for (let label = 0; label < options.labels; label += 1) {
    const before = shown();
    const key = options.keys[label % options.keys.length] ?? '1';
    const from = performance.now();
    document.dispatchEvent(new KeyboardEvent('keydown', { key, code: `Digit${key}`, bubbles: true }));
    const ack = nextTask().then(() => until(saved, nextTask, from));
    painted.push(await until(() => shown() !== before, nextFrame, from));
    acknowledged.push(await ack);
    await pause(options.pauseMs);
  }
  return { acknowledged, painted };
};
