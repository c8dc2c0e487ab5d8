import type { ItemExplanation, RowExplanation } from '../../protocol/inspect.ts';
import type { ProjectConfig } from '../../protocol/project.ts';
import { itemExcerpt } from '../../session/itemViews.ts';
import type { StoredItem } from '../../store/store.ts';

/** Puts names and excerpts in place of rows and class indices. */
export function nameItem(
  { row, predicted, neighbours, ...explained }: RowExplanation,
  { byRow, config }: { readonly byRow: ReadonlyMap<number, StoredItem>; readonly config: ProjectConfig },
): ItemExplanation {
  const item = byRow.get(row);
  const className = (index: number): string => config.classes[index]?.name ?? '';
  const excerptOf = (each: StoredItem | undefined): string =>
    each === undefined ? '' : itemExcerpt(each, config);
  return {
    ...explained,
    row,
    itemId: item?.itemId ?? '',
    excerpt: excerptOf(item),
    label: item?.state.label ?? null,
    predicted: predicted === null ? null : className(predicted),
    neighbours: neighbours.map(({ row: near, label, distance }) => ({
      itemId: byRow.get(near)?.itemId ?? '',
      label: className(label),
      distance,
      excerpt: excerptOf(byRow.get(near)),
    })),
  };
}
