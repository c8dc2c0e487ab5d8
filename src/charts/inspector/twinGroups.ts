import type { NearItem, Suspect } from '../../protocol/secondLook.ts';

export interface Twin extends Pick<NearItem, 'row' | 'itemId' | 'label'> {
  /** Whether its own label is the one in doubt. */
  readonly isSuspect: boolean;
}

/** Items that are nearly the same, in groups. */
export type Contradictions = readonly (readonly Twin[])[];

/** Suspects with what contradicts them: those that share items are one group. In the order of the suspects. */
export function twinGroups(suspects: readonly Suspect[]): Contradictions {
  const groups: Twin[][] = [];
  const groupOf = new Map<number, Twin[]>();
  for (const { row, itemId, label, reasons } of suspects) {
    const reason = reasons.find((each) => each.kind === 'duplicate');
    if (reason === undefined) continue;
    const own: Twin = { row, itemId, label, isSuspect: true };
    const twins = [own, ...reason.around.map((near): Twin => ({ ...near, isSuspect: false }))];
    const known = new Set(twins.map((twin) => groupOf.get(twin.row)).filter((group) => group !== undefined));
    const [into = [], ...others] = known;
    if (known.size === 0) groups.push(into);
    const joined = [...others.flat(), ...twins];
    for (const other of others) groups.splice(groups.indexOf(other), 1);
    for (const twin of joined) {
      const at = into.findIndex((each) => each.row === twin.row);
      if (at < 0) into.push(twin);
      else if (twin.isSuspect) into[at] = twin;
      groupOf.set(twin.row, into);
    }
  }
  return groups.map((group) =>
    group
      .map(({ row, itemId, label, isSuspect }): Twin => ({ row, itemId, label, isSuspect }))
      .sort((a, b) => Number(b.isSuspect) - Number(a.isSuspect)),
  );
}
