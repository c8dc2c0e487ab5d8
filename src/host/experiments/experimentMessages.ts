import * as v from 'valibot';
import type { ExperimentCommand, SaveRequest } from '../../protocol/experimentView.ts';

/** What the results view may say; see labelingMessages.ts. */

/** No figure or table comes near it. */
const LONGEST_CONTENT = 100_000_000;

const common = {
  // A plain file name: where it goes, the user says.
  suggestedName: v.pipe(v.string(), v.maxLength(255), v.regex(/^[^/\\:*?"<>|\p{Cc}]+$/u)),
} as const;

const text = v.pipe(v.string(), v.maxLength(LONGEST_CONTENT));

export const saveParams = v.variant('kind', [
  v.strictObject({ ...common, kind: v.picklist(['svg', 'csv', 'latex']), content: text }),
  v.strictObject({ ...common, kind: v.literal('png'), content: v.pipe(text, v.base64()) }),
]) satisfies v.GenericSchema<unknown, SaveRequest>;

export const experimentCommandParams = v.strictObject({
  command: v.picklist(['cancel', 'resume', 'inspect', 'openSpec', 'revealFolder']) satisfies v.GenericSchema<
    unknown,
    ExperimentCommand
  >,
});
