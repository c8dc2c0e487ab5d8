import type { ExperimentSnapshot } from '../../../src/protocol/experimentView.ts';
import { stateWords } from '../strings.ts';

/** Progress is said at most this often; a change of state is said at once. */
export const speakEveryMs = 10_000;

export interface SpeechOptions {
  readonly say: (text: string) => void;
  readonly schedule: (callback: () => void, delayMs: number) => () => void;
}

/** Decides when the live region says how far an experiment is, so that a screen reader is not flooded. */
export class ProgressSpeech {
  readonly #options: SpeechOptions;
  #latest: ExperimentSnapshot | null = null;
  #said = '';
  #resting = false;
  #cancelRest: () => void = () => undefined;

  constructor(options: SpeechOptions) {
    this.#options = options;
  }

  /** Takes in a snapshot; speaks now, later or not at all. */
  heard(snapshot: ExperimentSnapshot): void {
    const changed = snapshot.state !== this.#latest?.state;
    this.#latest = snapshot;
    if (changed || !this.#resting) this.#speak();
  }

  #speak(): void {
    if (this.#latest === null) return;
    const text = stateWords(this.#latest);
    if (text === this.#said) return;
    this.#said = text;
    this.#options.say(text);
    this.#cancelRest();
    this.#resting = true;
    this.#cancelRest = this.#options.schedule(() => {
      this.#resting = false;
      this.#speak();
    }, speakEveryMs);
  }
}
