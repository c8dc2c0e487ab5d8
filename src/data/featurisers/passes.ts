import type { FeaturiseRequest, ItemContent } from './featuriser.ts';

/** Items between two looks at the clock and the signal. */
const stride = 500;

/** One pass over the items with cancellation and progress; `share` is the part of the whole work: from, to. */
export async function forEachItem(
  request: FeaturiseRequest,
  { message, share }: { readonly message: string; readonly share: readonly [number, number] },
  visit: (item: ItemContent) => void,
): Promise<void> {
  let done = 0;
  for await (const item of request.items()) {
    if (item.row >= 0 && item.row < request.rowCount) visit(item);
    done += 1;
    if (done % stride !== 0) continue;
    request.signal?.throwIfAborted();
    const fraction = Math.min(1, done / Math.max(1, request.rowCount));
    request.onProgress?.(message, share[0] + (share[1] - share[0]) * fraction);
  }
  request.signal?.throwIfAborted();
}

/** The members of a content as texts. */
export function parseContent(content: string): Readonly<Record<string, unknown>> {
  return JSON.parse(content) as Readonly<Record<string, unknown>>;
}

/** A member as text; absent is the empty string. Own members only: a column may be called `constructor`. */
export function cellOf(content: Readonly<Record<string, unknown>>, column: string): string {
  if (!Object.hasOwn(content, column)) return '';
  const value = content[column];
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : JSON.stringify(value);
}
