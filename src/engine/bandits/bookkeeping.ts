/** Numbers read one after the other; a memory that ends too early, or holds something else, is none. */
export interface MemoryReader {
  number(): number;
  numbers(count: number): Float64Array;
  /** Throws RangeError where something is left. */
  end(): void;
}

export function readMemory(memory: Float64Array): MemoryReader {
  let at = 0;
  const numbers = (count: number): Float64Array => {
    if (!Number.isInteger(count) || count < 0 || at + count > memory.length) {
      throw new RangeError('A memory of another strategy.');
    }
    at += count;
    return memory.slice(at - count, at);
  };
  return {
    numbers,
    number: () => numbers(1)[0]!,
    end() {
      if (at !== memory.length) throw new RangeError('A memory of another strategy.');
    },
  };
}

/** What `read` makes of a memory; null where there is none, or one of another kind. */
export function fromMemory<Kept>(
  memory: Float64Array | undefined,
  read: (reader: MemoryReader) => Kept,
): Kept | null {
  if (memory === undefined) return null;
  try {
    const reader = readMemory(memory);
    const kept = read(reader);
    reader.end();
    return kept;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The parameter by which weights go on from batch to batch. */
export const goesOnParam = {
  name: 'warmStart',
  description: 'Whether what was learned of the strategies goes on from batch to batch.',
  kind: 'boolean',
  default: true,
} as const;
