import { FIRST_LOOK, worseThanRandom } from '../../../src/engine/leaderboard/worseThanRandom.ts';
import { realisedGains } from '../../../src/engine/metrics/realisedGain.ts';
import { findModel } from '../../../src/engine/models/registry.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import type { Rng } from '../../../src/engine/numeric/rng.ts';
import type { GuardVerdict } from '../../../src/protocol/inspectorLeaderboard.ts';

/** How the items are chosen that are not drawn at random. */
export type Chooser = 'random' | 'bad';

export interface Simulated {
  readonly chooser: Chooser;
  /** Labels of the random stream, and of the strategy. */
  readonly random: number;
  readonly own: number;
  readonly level: number;
}

/** Share of items whose label says the opposite of where they lie. */
const WRONG = 0.1;

/**
 * A project of two clouds in which some labels are wrong. The bad strategy proposes those, nearly always: an annotator
 * who asks for it would teach the model errors. Returns the verdict of the last look.
 */
export function simulateGuard({ chooser, random, own, level }: Simulated, seed: number): GuardVerdict | null {
  const rng = createRng(seed);
  const labels = random + own;
  const isRandom = Array.from({ length: labels }, (_, place) => place < random);
  const items = isRandom.map((drawn) => item(!drawn && chooser === 'bad' ? 0.95 : WRONG, rng));
  const model = findModel('logisticRegression');
  const gains = realisedGains({
    training: {
      features: {
        rows: labels,
        columns: 2,
        data: Float32Array.from(items.flatMap(({ x }) => x)),
      },
      labels: Int32Array.from(items, ({ label }) => label),
      classCount: 2,
    },
    isRandom,
    asked: Int32Array.from(items.keys()),
    objective: { kind: 'accuracy' },
    fit: (training) => model.fit(training, {}),
  });
  return worseThanRandom({
    own: { gains: gains.slice(random), shares: new Float64Array(own).fill(1) },
    random: gains.slice(0, random),
    level,
    rng: rng.fork('guard'),
  });
}

function item(wrong: number, rng: Rng): { readonly x: readonly number[]; readonly label: number } {
  const side = rng.integer(2);
  const label = rng.uniform() < wrong ? 1 - side : side;
  return { x: [rng.normal() + (side === 1 ? 1.5 : -1.5), rng.normal()], label };
}

/** Whether the guard warns at any of the looks that a project with so many labels has had. */
export function warnsAtAnyLook(simulated: Simulated, seed: number): boolean {
  for (let own = FIRST_LOOK; own <= simulated.own; own *= 2) {
    if (simulateGuard({ ...simulated, own }, seed)?.isWorse === true) return true;
  }
  return false;
}
