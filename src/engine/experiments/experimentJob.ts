import { createRng } from '../numeric/rng.ts';
import type { Rng } from '../numeric/rng.ts';
import type { ExperimentSpec, Method, Setting } from '../../protocol/experiment.ts';

/** One run that is to be made: everything that decides its result but the data. */
export interface ExperimentJob {
  /** Name of the run; sorts in the order of the spec. */
  readonly id: string;
  readonly dataset: string;
  readonly setting: Setting;
  readonly model: Method;
  readonly strategy: Method;
  readonly dataSeed: number;
  readonly seed: number;
  /** Name of the split: jobs with the same one share it. */
  readonly split: string;
}

/** The jobs of one data set and setting, split by split, so that those of one split come together. */
export function listJobs(spec: ExperimentSpec): readonly ExperimentJob[] {
  const jobs: Omit<ExperimentJob, 'id'>[] = [];
  for (const { name: dataset } of spec.datasets)
    for (const setting of spec.settings)
      for (const dataSeed of spec.dataSeeds)
        for (const seed of spec.seeds)
          for (const model of spec.models)
            for (const strategy of spec.strategies) {
              const split = splitName(spec, { dataset, setting, dataSeed, seed });
              jobs.push({ dataset, setting, model, strategy, dataSeed, seed, split });
            }
  const digits = String(jobs.length).length;
  return jobs.map((job, index) => ({ id: idOf(job, String(index + 1).padStart(digits, '0')), ...job }));
}

function idOf(job: Omit<ExperimentJob, 'id'>, number: string): string {
  const { dataset, setting, model, strategy, dataSeed, seed } = job;
  const names = [dataset, setting, model.name, strategy.name].map(fileWord);
  return [number, ...names, dataSeed, seed].join('-');
}

type SplitKey = Pick<ExperimentJob, 'dataset' | 'setting' | 'dataSeed' | 'seed'>;

function splitName(spec: ExperimentSpec, { dataset, setting, dataSeed, seed }: SplitKey): string {
  const place = spec.datasets.findIndex(({ name }) => name === dataset) + 1;
  const seeds = spec.splitBy === 'dataSeed' ? [dataSeed] : [dataSeed, seed];
  return [place, fileWord(dataset), setting, ...seeds].join('-');
}

/** Safe in a file name on every system; names that differ only in what is lost here differ by number. */
function fileWord(name: string): string {
  return name.replace(/[^A-Za-z0-9]+/g, '_').slice(0, 40);
}

/**
 * What a split is drawn from. In Bakker et al. 2023's released code both seeds decide it; by the paper's text the data
 * seed alone does.
 */
export function splitRng({ dataSeed, seed }: ExperimentJob, splitBy: ExperimentSpec['splitBy']): Rng {
  const rng = createRng(dataSeed);
  return rng.fork(splitBy === 'dataSeed' ? 'split' : `split ${seed}`);
}

/** What a run draws from: strategies of one id see the same stream, whatever their parameters. */
export function runRng({ dataSeed, seed, strategy }: ExperimentJob): Rng {
  return createRng(seed).fork(`run ${dataSeed} ${strategy.id}`);
}

/** What a task model that draws starts from: the same for all strategies, whose first models are then equal. */
export function modelSeed({ dataSeed, seed }: ExperimentJob): number {
  return createRng(seed)
    .fork(`model ${dataSeed}`)
    .integer(2 ** 32);
}
