import type { ExperimentProgress } from './experiment.ts';

/** `63 of 189 runs, about 4 min left`. */
export function progressText({ done, total, secondsLeft }: ExperimentProgress): string {
  const runs = `${done} of ${total} runs`;
  if (secondsLeft === null || done === total) return runs;
  return `${runs}, about ${durationText(secondsLeft)} left`;
}

/** A duration as people say it: `20 s`, `4 min`, `2 h 10 min`. */
export function durationText(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}
