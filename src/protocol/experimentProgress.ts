import type { ExperimentProgress } from './experimentRun.ts';

/** `63 of 189 runs, about 4 min left`. */
export function progressText({ done, total, secondsLeft }: ExperimentProgress): string {
  const runs = `${done.toLocaleString('en')} of ${total.toLocaleString('en')} runs`;
  return secondsLeft === null || done >= total ? runs : `${runs}, ${timeLeftText(secondsLeft)}`;
}

/** In steps that an estimate can stand for: `about 4 min left`. */
export function timeLeftText(seconds: number): string {
  if (seconds < 45) return 'less than a minute left';
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `about ${minutes} min left`;
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return rest === 0 ? `about ${hours} h left` : `about ${hours} h ${rest} min left`;
}
