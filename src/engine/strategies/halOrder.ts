export interface HalRankings {
  /** Positions by exploitation score, best first. */
  readonly exploit: Int32Array;
  /** Positions by exploration score, best first. */
  readonly explore: Int32Array;
}

/**
 * The picks of heuristic active learning: before each, `exploits` says from which of two rankings it comes. By default
 * what the other ranking has given already is passed over, so that all positions come once; with `repeats`, as in the
 * released code, the rankings do not know of each other, and a position can come twice.
 */
export function* halOrder(
  { exploit, explore }: HalRankings,
  exploits: () => boolean,
  repeats = false,
): Generator<number, void> {
  const taken = new Uint8Array(exploit.length);
  const next = { exploit: 0, explore: 0 };
  for (let given = 0; repeats || given < exploit.length; given++) {
    const which = exploits() ? 'exploit' : 'explore';
    const ranking = which === 'exploit' ? exploit : explore;
    while (!repeats && taken[ranking[next[which]]!] === 1) next[which]++;
    const position = ranking[next[which]++];
    // With repeats, the first ranking to be used up ends the picks.
    if (position === undefined) return;
    taken[position] = 1;
    yield position;
  }
}
