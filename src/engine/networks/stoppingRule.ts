/** What an epoch's loss means for the training. */
export interface StoppingState {
  readonly isBest: boolean;
  readonly isOver: boolean;
}

/** A fall by less than this share of the best loss is none; else a loss that creeps towards its limit never ends. */
const NOTICEABLE = 1e-3;

/**
 * Early stopping (Prechelt 1998): told the loss of each epoch, says whether it is the lowest so far, and whether none of
 * the last `patience` epochs brought a noticeable fall. With a patience of 0 every epoch is the best and none the last.
 */
export function stoppingRule(patience: number): (loss: number) => StoppingState {
  let best = Infinity;
  let mark = Infinity;
  let waited = 0;
  return (loss) => {
    if (patience === 0) return { isBest: true, isOver: false };
    const isBest = loss < best;
    if (isBest) best = loss;
    if (loss < mark * (1 - NOTICEABLE)) {
      mark = loss;
      waited = 0;
    } else waited++;
    return { isBest, isOver: waited >= patience };
  };
}
