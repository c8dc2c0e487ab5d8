import type { Answering } from './inspection.ts';

/** Throws where nobody answers a question. */
export function answerTo<Given>(answers: readonly Answering<Given>[], method: string): Answering<Given> {
  const answering = answers.find((each) => each.method === method);
  if (answering === undefined) throw new Error(`Nobody answers the question ${method}.`);
  return answering;
}
