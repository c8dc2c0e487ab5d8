import { kappaWithBounds } from '../engine/metrics/cohenKappa.ts';
import type { BeyondChance } from '../engine/metrics/beyondChance.ts';
import { krippendorffAlpha } from '../engine/metrics/krippendorffAlpha.ts';
import { wilsonInterval } from '../engine/metrics/wilsonInterval.ts';
import type { AgreementValue, PeopleAgreement, SelfAgreement } from '../protocol/secondLook.ts';
import type { LabelEvent } from '../store/store.ts';
import { activeEvents } from './judgements.ts';

/** How often people agreed with themselves. Repeats of labels of other classes than the project's are left out. */
export function selfAgreement(repeats: readonly LabelEvent[], classes: readonly string[]): SelfAgreement {
  const asked = repeats.filter(({ oldValue }) => classes.includes(oldValue ?? ''));
  const answered = asked.filter(({ value }) => classes.includes(value ?? ''));
  const first = Int32Array.from(answered, ({ oldValue }) => classes.indexOf(oldValue!));
  const second = Int32Array.from(answered, ({ value }) => classes.indexOf(value!));
  const agreedOf = (label: number | null): number =>
    first.reduce(
      (sum, own, index) => sum + (own === second[index] && (label === null || own === label) ? 1 : 0),
      0,
    );
  const agreed = agreedOf(null);
  return {
    people: [...new Set(asked.map(({ actor }) => actor))].sort(),
    asked: asked.length,
    passed: asked.length - answered.length,
    agreed,
    ...wilsonInterval(agreed, answered.length),
    kappa: known(kappaWithBounds(first, second, classes.length)),
    perClass: classes.flatMap((_, label) => {
      const own = first.filter((each) => each === label).length;
      if (own === 0) return [];
      return [{ label, answered: own, agreed: agreedOf(label), ...wilsonInterval(agreedOf(label), own) }];
    }),
  };
}

/**
 * How much people agree with each other: the last class that each gave to or confirmed of an item. Whoever labels after
 * another may have seen that label.
 */
export function peopleAgreement(events: readonly LabelEvent[], classes: readonly string[]): PeopleAgreement {
  const people = new Set<string>();
  const byItem = new Map<string, Map<string, number>>();
  for (const { action, actor, itemId, value } of activeEvents(events)) {
    if (!['label', 'relabel', 'skip', 'confirm'].includes(action)) continue;
    people.add(actor);
    const judged = byItem.get(itemId) ?? new Map<string, number>();
    byItem.set(itemId, judged);
    const label = classes.indexOf(value ?? '');
    if (label < 0) judged.delete(actor);
    else judged.set(actor, label);
  }
  const shared = [...byItem.values()].filter((judged) => judged.size >= 2);
  const { alpha, low, high } = krippendorffAlpha(
    shared.map((judged) => [...judged.values()]),
    classes.length,
  );
  const names = [...people].sort();
  return {
    people: names,
    items: shared.length,
    alpha: known({ value: alpha, low, high }),
    pairs: names
      .flatMap((first, index) => names.slice(index + 1).map((second) => ({ first, second })))
      .map((pair) => ({ ...pair, ...pairAgreement(shared, pair, classes.length) }))
      .filter(({ items }) => items > 0)
      .sort((a, b) => b.items - a.items),
  };
}

function pairAgreement(
  shared: readonly ReadonlyMap<string, number>[],
  { first, second }: { readonly first: string; readonly second: string },
  classCount: number,
): { readonly items: number; readonly agreed: number; readonly kappa: AgreementValue | null } {
  const both = shared.filter((judged) => judged.has(first) && judged.has(second));
  const one = Int32Array.from(both, (judged) => judged.get(first)!);
  const other = Int32Array.from(both, (judged) => judged.get(second)!);
  return {
    items: both.length,
    agreed: one.filter((label, index) => label === other[index]).length,
    kappa: known(kappaWithBounds(one, other, classCount)),
  };
}

const known = ({ value, low, high }: BeyondChance): AgreementValue | null =>
  Number.isNaN(value) ? null : { value, low, high };
