import * as v from 'valibot';

/** A row of the project. */
export const rowParam = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(2 ** 31 - 1));
