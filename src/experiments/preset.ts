import type { PresetInfo } from '../protocol/experiment.ts';

/** What a spec holds but for its name; see specSchema.ts. */
export type SpecBody = Readonly<Record<string, unknown>>;

interface Preset {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly body: SpecBody;
}

/** A spec that ships with NextLabel, as text that can be saved and edited. */
export function preset({ id, title, description, body }: Preset): PresetInfo {
  return { id, title, description, text: `${JSON.stringify({ name: id, ...body }, null, 2)}\n` };
}
