import { markdownText } from '../../charts/tableText.ts';
import type { NamedChoice } from '../../protocol/inspect.ts';

/** A strategy or a model with the parameters that were set. */
export function choiceText({ title, params }: NamedChoice): string {
  const set = Object.entries(params).map(([name, value]) => `${name} = ${String(value)}`);
  return markdownText(set.length === 0 ? title : `${title} (${set.join(', ')})`);
}
