import { columnOccluder } from '../data/occlude.ts';
import type { NamedDataset } from '../data/tables/namedDataset.ts';
import type { Cancellation } from '../engine/cancellation.ts';
import type { ExperimentJob } from '../engine/experiments/experimentJob.ts';
import type { PreparedSplit } from '../engine/experiments/prepareSplit.ts';
import { stepAt } from '../engine/experiments/replaySteps.ts';
import { simulationOf } from '../engine/experiments/simulationOf.ts';
import type { Simulation, SimulationStep } from '../engine/experiments/simulationSteps.ts';
import type { OccludedItem } from '../engine/inspect/contributions.ts';
import { concatIndices } from '../engine/numeric/concatIndices.ts';
import type { ExperimentSpec, RunRecord } from '../protocol/experiment.ts';
import type { RunItem } from '../protocol/inspectorRun.ts';
import { PreparedStep } from './preparedStep.ts';
import { countClasses } from './roundInput.ts';

/** Steps whose models and rankings are kept. */
const KEPT_STEPS = 2;

/** All that an inspection needs of a run, in memory. */
export interface InspectedRun {
  readonly spec: ExperimentSpec;
  readonly job: ExperimentJob;
  readonly record: RunRecord;
  readonly data: NamedDataset;
  readonly prepared: PreparedSplit;
}

export interface StepSurroundings {
  readonly signal?: Cancellation | undefined;
  /** Told of each step that has to be worked out on the way, 1-based. */
  readonly onStep?: ((step: number) => void) | undefined;
}

/** A run under inspection, with what was worked out of it and may be asked for again. Rows are those of its split. */
export class RunInspector {
  readonly run: InspectedRun;
  readonly simulation: Simulation;
  /** By step, best first. */
  readonly picks: readonly Int32Array[];
  readonly #rowOf: ReadonlyMap<number, number>;
  /** Least recently used first. */
  readonly #steps = new Map<number, PreparedStep>();
  /** Of a step that was looked at before: another one may go on from it. */
  #reached: SimulationStep | undefined;
  #occlude: ReturnType<typeof columnOccluder> | null = null;

  /** Throws RangeError for a model, strategy or parameter that there is not. */
  constructor(run: InspectedRun) {
    this.run = run;
    this.simulation = simulationOf(run.job, run.spec, run.prepared);
    this.#rowOf = new Map(Array.from(run.prepared.rows, (fileRow, row) => [fileRow, row]));
    this.picks = run.record.picks.map((batch) =>
      Int32Array.from(batch, (fileRow) => this.#rowOf.get(fileRow)!),
    );
  }

  /** Steps at which a batch was picked. */
  get steps(): number {
    return this.picks.length;
  }

  /** A step, 1-based, put together again. Throws CancelledError. */
  step(step: number, { signal, onStep }: StepSurroundings = {}): PreparedStep {
    const prepared = this.#steps.get(step) ?? this.#prepare(step, { signal, onStep });
    this.#steps.delete(step);
    this.#steps.set(step, prepared);
    for (const oldest of this.#steps.keys()) {
      if (this.#steps.size <= KEPT_STEPS) break;
      this.#steps.delete(oldest);
    }
    prepared.signal = signal;
    return prepared;
  }

  /** A row of the data file as a row of the split; null where the split does not have it. */
  rowOf(fileRow: number): number | null {
    return this.#rowOf.get(fileRow) ?? null;
  }

  /** Null where there is no such row. */
  item(row: number): RunItem | null {
    const { data, prepared } = this.run;
    const fileRow = prepared.rows[row];
    if (fileRow === undefined) return null;
    const { classes, labels } = data.rows;
    return {
      row,
      fileRow,
      className: classes[labels[fileRow]!]!,
      fields: data.columns.map(({ name }) => [name, data.cell(fileRow, name)] as const),
    };
  }

  /** The row with each column of the file set to its mean over what was labeled or could be. */
  occluded(row: number): OccludedItem {
    const { data, prepared } = this.run;
    const { features, split, rows } = prepared;
    this.#occlude ??= columnOccluder(features, concatIndices(split.labeled, split.pool), data.columns);
    return this.#occlude(row, (column) => data.cell(rows[row]!, column));
  }

  /** Labels of each class that were known before each score: scores times classes. */
  balance(): readonly (readonly number[])[] {
    const { labels, split, test } = this.simulation;
    const counts = countClasses(
      split.labeled.map((row) => labels[row]!),
      test.classCount,
    );
    return [
      [...counts],
      ...this.picks.map((batch) => {
        for (const row of batch) counts[labels[row]!]! += 1;
        return [...counts];
      }),
    ];
  }

  #prepare(step: number, { signal, onStep }: StepSurroundings): PreparedStep {
    const { job, spec } = this.run;
    const place = step - 1;
    const state = stepAt(this.simulation, this.picks, place, {
      from: this.#reached !== undefined && this.#reached.step <= place ? this.#reached : undefined,
      signal,
      onStep: onStep && ((each) => onStep(each + 1)),
    });
    this.#reached = state;
    return new PreparedStep({ job, simulation: this.simulation, state, methods: spec.strategies });
  }
}
