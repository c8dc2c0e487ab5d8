/** After this long without a key, a click or a pointer move nobody is taken to be looking. */
export const idleLimitMs = 60_000;

/** Measures how long the item on screen was looked at, in seconds. */
export interface DwellTimer {
  /** Starts anew. */
  restart(): void;
  /** The annotator did something. */
  activity(): void;
  /** The document was hidden or shown again. */
  setHidden(hidden: boolean): void;
  seconds(): number;
}

/** @param now a monotonic clock in milliseconds (`performance.now`). */
export function createDwellTimer(now: () => number): DwellTimer {
  let spentMs = 0;
  let lastActivity = now();
  let hidden = false;

  const settle = (): void => {
    const time = now();
    if (!hidden) spentMs += Math.min(time - lastActivity, idleLimitMs);
    lastActivity = time;
  };
  return {
    restart() {
      spentMs = 0;
      lastActivity = now();
    },
    activity: settle,
    setHidden(next) {
      settle();
      hidden = next;
    },
    seconds() {
      settle();
      return Math.round(spentMs) / 1000;
    },
  };
}
