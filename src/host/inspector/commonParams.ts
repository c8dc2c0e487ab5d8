import * as v from 'valibot';

/** A row of the project. */
export const rowParam = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(2 ** 31 - 1));

/** Ids of strategies, each once. */
export const strategiesParam = v.pipe(
  v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(100))),
  v.maxLength(60),
);
