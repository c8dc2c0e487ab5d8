import type { GainCommand, GainSnapshot } from '../../src/protocol/gainView.ts';
import { FigureController } from '../figureController.ts';
import type { FigureControllerOptions } from '../figureController.ts';
import { strings } from './strings.ts';

export interface GainsControllerOptions extends FigureControllerOptions<GainSnapshot, GainCommand> {
  /** Figures whose text twin was open when the view was last there, by id. */
  readonly opened: readonly string[];
  readonly keepOpened: (opened: readonly string[]) => void;
}

/** The view of predicted gains without its picture. */
export class GainsController extends FigureController<GainSnapshot, GainCommand> {
  opened: readonly string[];
  readonly #keepOpened: (opened: readonly string[]) => void;

  constructor(options: GainsControllerOptions) {
    super(options);
    this.opened = options.opened;
    this.#keepOpened = options.keepOpened;
  }

  /** Opens or closes the text twin of a figure. */
  toggleText(figureId: string): void {
    this.opened = this.opened.includes(figureId)
      ? this.opened.filter((id) => id !== figureId)
      : [...this.opened, figureId];
    this.#keepOpened(this.opened);
    this.changed();
  }

  protected override received({ measuring, report }: GainSnapshot, before: GainSnapshot | null): void {
    const wasMeasuring = (before?.measuring ?? null) !== null;
    if (wasMeasuring && measuring === null) this.announce(strings.measured(report.pairs.length));
  }
}
