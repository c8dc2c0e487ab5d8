import { createRng } from '../../src/engine/numeric/rng.ts';
import { createAutoAl } from '../../src/engine/strategies/autoAl.ts';
import { findStrategy } from '../../src/engine/strategies/registry.ts';
import { select } from '../../src/engine/strategies/select.ts';
import type { PoolView, Strategy } from '../../src/engine/strategies/strategy.ts';

export interface RoundTimes {
  /** Milliseconds of processor time of this process. */
  readonly candidateMs: number;
  readonly searchMs: number;
  /** How often each candidate was asked. */
  readonly asked: readonly number[];
}

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** A round of AutoAL: asking the candidates, fits on the labels of each fold included, then the search. */
export function timeRound(view: PoolView, seed: number): RoundTimes {
  const asked = new Map<string, number>();
  const counted = (id: string): Strategy => {
    const strategy = findStrategy(id);
    const count = () => asked.set(id, (asked.get(id) ?? 0) + 1);
    return strategy.kind === 'scoring'
      ? { ...strategy, utilities: (...all) => (count(), strategy.utilities(...all)) }
      : { ...strategy, selectBatch: (...all) => (count(), strategy.selectBatch(...all)) };
  };
  const start = cpuMs();
  let askedAt = start;
  const onProgress: PoolView['onProgress'] = (stage) => {
    if (stage === 'candidates') askedAt = cpuMs();
  };
  const { fallback } = select(createAutoAl(counted), { ...view, onProgress }, 10, createRng(seed));
  if (fallback !== undefined) throw new Error(fallback);
  return { candidateMs: askedAt - start, searchMs: cpuMs() - askedAt, asked: [...asked.values()] };
}

const least = (numbers: readonly number[]): number => Math.min(...numbers);

export interface RoundFigures {
  readonly searchMs: number;
  readonly candidateMs: number;
  readonly searchShare: number;
}

/** The least of some rounds. */
export function figuresOf(times: readonly RoundTimes[]): RoundFigures {
  const candidateMs = least(times.map((each) => each.candidateMs));
  const searchMs = least(times.map((each) => each.searchMs));
  return { searchMs, candidateMs, searchShare: searchMs / (searchMs + candidateMs) };
}

export const LINE_HEAD = '  labels   candidates       search    share of the search';

export function lineOf(labeled: number, { candidateMs, searchMs, searchShare }: RoundFigures): string {
  const ms = (value: number): string => `${value.toFixed(0).padStart(9)} ms`;
  const share = (100 * searchShare).toFixed(0).padStart(20);
  return `  ${String(labeled).padStart(6)} ${ms(candidateMs)} ${ms(searchMs)} ${share} %`;
}
