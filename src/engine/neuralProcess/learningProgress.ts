/** The long parts of learning gains, in their order. */
const stages = ['candidates', 'oracle', 'training'] as const;
export type LearningStage = (typeof stages)[number];

/** Told how far learning is; `fraction` of the stage, 0 to 1. */
export type LearningListener = (stage: LearningStage, fraction: number) => void;

/** Tells `listener` what leads further only: work that begins again, say because a helper died, is not told twice. */
export function onlyForward(listener: LearningListener): LearningListener {
  let reached = 0;
  return (stage, fraction) => {
    const now = stages.indexOf(stage) + fraction;
    if (now <= reached) return;
    reached = now;
    listener(stage, fraction);
  };
}
