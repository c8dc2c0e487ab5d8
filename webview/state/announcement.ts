import type { ItemView } from '../../src/protocol/labeling.ts';
import { excerptOf, strings } from '../strings.ts';

/** Screen readers stop listening after a few sentences. */
const spokenLength = 240;

/** What a screen reader says of an item: where it stands, what it is, what the model thinks of it. */
export function describeItem(item: ItemView, showSuggestions: boolean): string {
  const parts = [
    item.rank === null ? strings.row(item.row) : strings.rank(item.rank),
    contentText(item),
    item.gain === null ? '' : strings.gain(item.gain),
    item.label === null ? '' : strings.said.current(item.label),
    item.skipped && item.label === null ? strings.skipped : '',
    visibleSuggestion(item, showSuggestions) === null
      ? ''
      : strings.said.suggestion(item.suggestion?.className ?? '', item.suggestion?.probability ?? null),
  ];
  return parts
    .filter((part) => part !== '')
    .map((part) => (/[.!?…]$/.test(part) ? part : `${part}.`))
    .join(' ');
}

/** The suggestion that may be shown: never one for the random stream, whose labels must not be led. */
export function visibleSuggestion(item: ItemView, showSuggestions: boolean): ItemView['suggestion'] {
  return showSuggestions && item.stream !== 'random' ? item.suggestion : null;
}

function contentText({ content }: ItemView): string {
  if (content.kind === 'image') return strings.imageAlt(content.file, content.width, content.height);
  return excerptOf(content, spokenLength);
}
