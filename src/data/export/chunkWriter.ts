import type { Sink } from './exportRecord.ts';

/** Characters that go to the sink at once. */
const chunkCharacters = 256 * 1024;

/** Gathers small pieces into chunks, so that 100,000 records do not make 100,000 writes. */
export class ChunkWriter {
  readonly #sink: Sink;
  #pieces: string[] = [];
  #characters = 0;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  /** True when enough has gathered for a flush. */
  add(piece: string): boolean {
    this.#pieces.push(piece);
    this.#characters += piece.length;
    return this.#characters >= chunkCharacters;
  }

  async flush(): Promise<void> {
    if (this.#pieces.length === 0) return;
    const chunk = this.#pieces.join('');
    this.#pieces = [];
    this.#characters = 0;
    await this.#sink(chunk);
  }
}
