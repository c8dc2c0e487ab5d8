import { backends } from '../../src/engineProcess/backend.ts';

/** What there is to measure, told by a bundle: TensorFlow.js does not load in Node unbundled. */
export const names: readonly string[] = backends.map(({ name }) => name);
