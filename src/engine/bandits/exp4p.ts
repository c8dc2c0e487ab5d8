/** How sure the bound of the regret is to hold; Beygelzimer et al. 2011 and libact. */
const DELTA = 0.1;

/** The least probability of each of K arms over a budget of T labels, EXP4.P with K experts. */
export function leastProbability(arms: number, budget: number): number {
  return Math.min(1 / arms, Math.sqrt(Math.log(arms) / (arms * budget)));
}

/** Probability of each arm: its share of the weights, with the least probability left to all. */
export function armProbabilities(weights: Float64Array, budget: number): Float64Array {
  const arms = weights.length;
  const least = leastProbability(arms, budget);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (1 - arms * least) * (weight / total) + least);
}

/** One label that was asked. */
export interface Pull {
  /** 1 for each arm that had proposed the item, else 0. */
  readonly proposed: ArrayLike<number>;
  /** Probabilities of the arms then. */
  readonly probabilities: Float64Array;
  /** Probability with which the item was picked. */
  readonly probability: number;
}

/**
 * The weights after a reward, Beygelzimer et al. 2011, Contextual Bandit Algorithms with Supervised Learning Guarantees,
 * algorithm 1: each arm's estimated reward, and a bonus for what is rarely tried.
 */
export function rewardArms(weights: Float64Array, reward: number, pull: Pull, budget: number): Float64Array {
  const arms = weights.length;
  const least = leastProbability(arms, budget);
  const bonus = Math.sqrt(Math.log(arms / DELTA) / (arms * budget));
  return weights.map((weight, arm) => {
    const estimate = (reward * pull.proposed[arm]!) / pull.probability;
    return weight * Math.exp((least / 2) * (estimate + bonus / pull.probabilities[arm]!));
  });
}

/** A label that was asked with a known probability. */
export interface WeightedOutcome {
  readonly probability: number;
  /** Whether the newest model predicts it. */
  readonly isRight: boolean;
}

/**
 * Importance-weighted accuracy, Hsu and Lin 2015, Active Learning by Learning, equation 1: an estimate of the accuracy on
 * all `items`, each outcome standing for those that were asked less often.
 */
export function weightedAccuracy(
  outcomes: readonly WeightedOutcome[],
  items: number,
  budget: number,
): number {
  const sum = outcomes.reduce((all, { probability, isRight }) => all + (isRight ? 1 / probability : 0), 0);
  return sum / (items * budget);
}
