/** How search networks of either form are trained: small data want some noise. */
export const DROPOUT = 0.1;
export const DECAY = 1e-3;
/** How much of the loss module's gradient goes into the search network. */
export const MODULE_SHARE = 0.1;

/** The network that learns a logit for each of K candidates, with the loss module that reads it. */
export interface SearchNetwork {
  /** Sends items through it, by their places; `losses` are theirs. */
  look(places: Int32Array, losses: Float64Array): SearchLook;
}

/** What the search network gave for n items. One step may be taken from it. */
export interface SearchLook {
  /** n x K, which may be written over. */
  readonly logitsNK: Float64Array;
  /** A step of the search network along derivatives by the logits (null = 0), with the loss module's share. */
  stepSearch(slopesNK: Float64Array | null): void;
  /** A step of the loss module. */
  stepModule(): void;
}
