import type { ModelMemory, RoundRequest } from '../protocol/round.ts';
import { messageOf } from './messageOf.ts';
import { readWeights, writeWeights } from './modelWeights.ts';

export interface LearnedModelOptions {
  /** Absolute path of the file that keeps the weights. */
  readonly weights: string;
  /** Whether this window may write. */
  readonly mayWrite: () => boolean;
  /** Something of which rounds are no worse, for the log. */
  readonly onTrouble: (message: string) => void;
}

/** What the task model, a neural network, has learned in the last round; kept on disk, so that a restart loses nothing. */
export class LearnedModel {
  readonly #options: LearnedModelOptions;
  #last: { readonly value: ModelMemory | null; readonly key: string } | null = null;

  constructor(options: LearnedModelOptions) {
    this.#options = options;
  }

  /** What a round may go on from; from disk where there was none in this window, and only for models that go on. */
  async before(request: RoundRequest): Promise<ModelMemory | null> {
    const key = keyOf(request);
    if (this.#last !== null) return this.#last.key === key ? this.#last.value : null;
    return request.modelParams['warmStart'] === true ? readWeights(this.#options.weights, key) : null;
  }

  async after(request: RoundRequest, value: ModelMemory | null): Promise<void> {
    const { weights, mayWrite, onTrouble } = this.#options;
    const key = keyOf(request);
    this.#last = { value, key };
    if (value === null || !mayWrite()) return;
    await writeWeights(weights, key, value).catch((error: unknown) =>
      onTrouble(`the model's weights were not kept: ${messageOf(error)}`),
    );
  }
}

/** What must be the same for a model to go on from another. */
const keyOf = ({ featuresId, classCount, model, modelParams }: RoundRequest): string =>
  JSON.stringify({ featuresId, classCount, model, modelParams });
