/** What imagined projects say before the measured curve is looked at. */
export interface CurvePrior {
  /** What is still to be gained with ever more labels, and the exponent by which that falls. */
  readonly gap: number;
  readonly exponent: number;
  /** Standard deviation of the score between projects that differ by luck alone. */
  readonly luck: number;
}

/** What a forecast stands on beside the curves of its replays. */
export interface Footing {
  /** How much the opinions tell by which replays draw classes, 0 to 1 (`opinionSkill`). */
  readonly skill: number;
  /** What is missing to a score of 1 at present; above 0. */
  readonly missing: number;
  /** What the present score is above guessing: a curve was never lower before. */
  readonly learned: number;
}

/** How far real projects are from what is imagined. */
export interface PriorSpread {
  /** Standard deviations of the logarithms of the slope at present, gap x exponent, and of the exponent. */
  readonly slope: number;
  readonly exponent: number;
  /** Below this skill the deviation of the slope grows, by (skill / this)^-power, up to `most` times. */
  readonly doubt: { readonly skill: number; readonly power: number; readonly most: number };
  /**
   * Kinds of projects: how many are of each, what their slopes are as a share of what is missing, and the standard
   * deviation of the logarithm of that share.
   */
  readonly kinds: readonly { readonly among: number; readonly share: number; readonly deviation: number }[];
  /** What the likelihood counts for gap and exponent: curves bend in other ways than power laws do. */
  readonly evidence: number;
  /** How far the exponent is drawn from that of replays to 1 (0: not at all): classes that are drawn flatten curves. */
  readonly towardsOne: number;
  /** Mean of the logarithm of the real slope over that of replays: classes that are drawn are harder to learn. */
  readonly steeper: number;
  /** No gap is taken to be smaller than this, nor than this many times the luck. */
  readonly leastGap: number;
  readonly leastLucks: number;
  /** Luck is not taken to be smaller than this share of what is missing. */
  readonly leastLuck: number;
  /** Luck fades to 1 / e while the labels grow by this factor. */
  readonly memory: number;
  /**
   * What the luck of replays is multiplied by, and how likely that is: where classes can hardly be told apart, real
   * models differ far more than those of replays.
   */
  readonly lucks: readonly { readonly factor: number; readonly share: number }[];
}

/**
 * Chosen on waveform, two Gaussian clouds, glyphs of two and four classes, the first three also with one class in six
 * rare, and the rule of four of six facts (docs/results.md, Forecast): what they say of how often intervals hold flatters.
 */
export const PRIOR_SPREAD: PriorSpread = {
  slope: 0.5,
  exponent: 0.4,
  doubt: { skill: 0.6, power: 1.5, most: 6 },
  kinds: [
    // Classes that overlap: most of what is missing stays so.
    { among: 0.7, share: 0.15, deviation: 1 },
    // Classes that can be told apart without a mistake.
    { among: 0.3, share: 1, deviation: 0.4 },
  ],
  evidence: 0.2,
  towardsOne: 0.5,
  steeper: 0.35,
  leastGap: 0.003,
  leastLucks: 1,
  leastLuck: 0.07,
  memory: 1.5,
  lucks: [
    { factor: 0.6, share: 0.7 },
    { factor: 1.2, share: 0.3 },
  ],
};

/** What the logarithm of the slope may be: normal with this mean and deviation, and how likely that is. */
export interface SlopePrior {
  readonly mean: number;
  readonly deviation: number;
  readonly logWeight: number;
}

/**
 * The logarithm of the slope, for each kind of project, from that of replays and from what slopes of the kind are, each
 * counting by one over its variance; a kind is the likelier the better replays agree with it. Replays cannot show what
 * the opinions do not know: where a class is rare, or hard to tell, classes are drawn nearly at random and hardly
 * learned, while the real ones are learned later. On glyphs with a rare class real curves rose up to fifty times as much
 * as replays, and intervals that believed them held every second time.
 */
export function slopePrior(
  replayed: number,
  { slope, steeper, doubt, kinds }: PriorSpread,
  { skill, missing }: Footing,
): readonly SlopePrior[] {
  const factor = skill > 0 ? (doubt.skill / skill) ** doubt.power : Infinity;
  const seen = Math.log(replayed) + steeper;
  const seenVariance = (slope * Math.min(doubt.most, Math.max(1, factor))) ** 2;
  return kinds.map(({ among, share, deviation }) => {
    const usual = Math.log(share * missing);
    const variance = seenVariance + deviation ** 2;
    return {
      mean: (seen * deviation ** 2 + usual * seenVariance) / variance,
      deviation: Math.sqrt((seenVariance * deviation ** 2) / variance),
      logWeight: Math.log(among) - 0.5 * (Math.log(variance) + (seen - usual) ** 2 / variance),
    };
  });
}
