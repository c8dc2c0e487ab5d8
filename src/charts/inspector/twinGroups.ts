import type { NearItem, Suspect } from '../../protocol/secondLook.ts';

export interface Twin extends Pick<NearItem, 'row' | 'itemId' | 'label'> {
  /** Whether its own label is the one in doubt. */
  readonly isSuspect: boolean;
}

/** Items that are nearly the same, in groups. */
export type Contradictions = readonly (readonly Twin[])[];

/** Suspects with what contradicts them: those that share items are one group. In the order of the suspects. */
export function twinGroups(suspects: readonly Suspect[]): Contradictions {
  const groups = new Set<Map<number, Twin>>();
  const groupOf = new Map<number, Map<number, Twin>>();
  const put = (twin: Twin, into: Map<number, Twin>): void => {
    if (into.get(twin.row)?.isSuspect !== true) into.set(twin.row, twin);
    groupOf.set(twin.row, into);
  };
  for (const suspect of suspects) {
    const reason = suspect.reasons.find(({ kind }) => kind === 'duplicate');
    if (reason?.kind !== 'duplicate') continue;
    const twins = [toTwin(suspect, true), ...reason.around.map((near) => toTwin(near, false))];
    const known = new Set(twins.map(({ row }) => groupOf.get(row)).filter((group) => group !== undefined));
    // The largest takes in the others.
    const [into = new Map<number, Twin>(), ...others] = [...known].sort((a, b) => b.size - a.size);
    groups.add(into);
    for (const other of others) {
      groups.delete(other);
      for (const twin of other.values()) put(twin, into);
    }
    for (const twin of twins) put(twin, into);
  }
  return [...groups].map((group) =>
    [...group.values()].sort((a, b) => Number(b.isSuspect) - Number(a.isSuspect)),
  );
}

const toTwin = ({ row, itemId, label }: Omit<Twin, 'isSuspect'>, isSuspect: boolean): Twin => ({
  ...{ row, itemId, label, isSuspect },
});
