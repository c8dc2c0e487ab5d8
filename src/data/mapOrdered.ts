/**
 * Applies `work` to each input with at most `width` under way, and yields the results in the order of the inputs.
 * Reads ahead no further than `width` inputs.
 */
export async function* mapOrdered<Input, Output>(
  inputs: AsyncIterable<Input>,
  width: number,
  work: (input: Input) => Promise<Output>,
): AsyncGenerator<Output> {
  const underWay: Promise<Output>[] = [];
  try {
    for await (const input of inputs) {
      const result = work(input);
      // A failure is seen when its turn comes; until then it must not count as unhandled.
      result.catch(() => undefined);
      underWay.push(result);
      if (underWay.length >= width) yield await underWay.shift()!;
    }
    while (underWay.length > 0) yield await underWay.shift()!;
  } finally {
    await Promise.allSettled(underWay);
  }
}
