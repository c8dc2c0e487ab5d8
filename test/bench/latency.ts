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
 * Runs inside the labeling view. Presses class keys as a person would, `pauseMs` apart, and times what follows. Changes
 * of the document are observed, not polled: a loop that asks would take the processor from what it measures.
 */
export const measureInView = async (options: {
  readonly keys: readonly string[];
  readonly labels: number;
  readonly pauseMs: number;
}): Promise<Latencies> => {
  const view = document.querySelector('nextlabel-labeling')?.shadowRoot;
  if (!view) throw new Error('there is no labeling view');
  const shown = (): string => view.querySelector('.stage')?.textContent ?? '';
  const saved = (): boolean => view.querySelector('.save.saved') !== null;
  const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  /** The end of the next frame: what is in the document by then is on screen. */
  const nextFrame = (): Promise<void> =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve();
        port2.postMessage(null);
      });
    });
  const until = (ready: () => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('nothing followed a key within 20 s')), 20_000);
      const observer = new MutationObserver(() => {
        if (!ready()) return;
        observer.disconnect();
        clearTimeout(late);
        resolve();
      });
      observer.observe(view, { subtree: true, childList: true, attributes: true, characterData: true });
    });

  const acknowledged: number[] = [];
  const painted: number[] = [];
  for (let label = 0; label < options.labels; label += 1) {
    const before = shown();
    const key = options.keys[label % options.keys.length] ?? '1';
    const from = performance.now();
    let unsaved = false;
    const ack = until(() => {
      // The label first shows as not saved yet.
      unsaved ||= !saved();
      return unsaved && saved();
    }).then(() => acknowledged.push(performance.now() - from));
    const next = until(() => shown() !== before)
      .then(nextFrame)
      .then(() => painted.push(performance.now() - from));
    document.dispatchEvent(new KeyboardEvent('keydown', { key, code: `Digit${key}`, bubbles: true }));
    await Promise.all([ack, next]);
    await pause(options.pauseMs);
  }
  return { acknowledged, painted };
};
