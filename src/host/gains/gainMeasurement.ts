import type { GainReport, GainSnapshot } from '../../protocol/gainView.ts';
import type { LabelingSession } from '../../session/session.ts';
import { messageOf, reasonOf } from '../messages.ts';

/** What the view of predicted gains shows: the report as it stands, and a measurement that may be under way. */
export class GainMeasurement {
  readonly #session: () => LabelingSession;
  readonly #changed: () => void;
  #running: AbortController | null = null;
  #share = 0;
  #problem = '';
  /** The last one that was measured to its end. */
  #measured: GainReport | null = null;

  /** `changed` is called when there is something new to show. */
  constructor(session: () => LabelingSession, changed: () => void) {
    this.#session = session;
    this.#changed = changed;
  }

  async snapshot(): Promise<GainSnapshot> {
    const report = await this.#session().gainReport();
    // The network is that of the last round; gains in hindsight are those that were measured last.
    const measured = this.#measured?.score === report.score ? this.#measured : null;
    const { pairs, correlation, coverage } = measured ?? report;
    return {
      report: { ...report, pairs, correlation, coverage },
      measuring: this.#running === null ? null : this.#share,
      problem: this.#problem,
    };
  }

  /** Measures with the labels as they are now; one that runs goes on. Never rejects. */
  async measure(): Promise<void> {
    if (this.#running !== null) return;
    const running = new AbortController();
    this.#running = running;
    this.#share = 0;
    this.#problem = '';
    this.#changed();
    try {
      this.#measured = await this.#session().gainReport({
        signal: running.signal,
        onProgress: ({ fraction }) => {
          this.#share = fraction ?? this.#share;
          this.#changed();
        },
      });
    } catch (error) {
      if (!running.signal.aborted && reasonOf(error) !== 'cancelled') this.#problem = messageOf(error);
    } finally {
      this.#running = null;
      this.#changed();
    }
  }

  cancel(): void {
    this.#running?.abort();
  }
}
