import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import type { Command, Outcome } from '../command.ts';
import { engineEntry } from '../engineEntry.ts';
import { checkOptions, wholeNumber } from '../parseCommand.ts';
import { InputError } from '../../data/tables/inputError.ts';
import { CancelledError } from '../../engine/cancellation.ts';
import { conductExperiment } from '../../engineProcess/experiment/conductExperiment.ts';
import { presets } from '../../experiments/presets.ts';
import type { SpecText } from '../../experiments/readExperiment.ts';
import { progressText } from '../../protocol/experimentProgress.ts';
import type { NotRun } from '../../protocol/experiment.ts';
import type { ExperimentEvent, ExperimentOutcome } from '../../protocol/experimentRun.ts';

const schema = v.object({
  out: v.string(),
  jobs: v.optional(wholeNumber(1)),
  resume: v.optional(v.boolean(), false),
});

/** Seconds between two lines of progress. */
const noteEverySeconds = 2;

/** Runs a spec to the end. */
export const experiment: Command = {
  name: 'experiment',
  summary: 'Runs an experiment: data sets x settings x models x strategies x seeds.',
  operands: ['SPEC'],
  options: {
    out: { type: 'string', value: 'DIR', required: true, help: 'The folder for the results; new or empty.' },
    jobs: { type: 'string', value: 'N', help: 'Runs at once; by default one for each core.' },
    resume: { type: 'boolean', help: 'Go on with the results that DIR holds.' },
  },
  details,
  run: async ({ operands, values }, note) => {
    const { out, jobs, resume } = checkOptions(schema, values);
    const spec = await readSpec(operands[0]!);
    const folder = path.resolve(out);
    const stop = new AbortController();
    const onInterrupt = (): void => stop.abort();
    process.once('SIGINT', onInterrupt);
    try {
      const outcome = await conductExperiment(
        { ...spec, folder, jobs: jobs ?? availableParallelism(), resume },
        {
          entry: engineEntry(process.argv[1]!),
          log: (level, message) => note(`${level}: ${message}`),
          signal: stop.signal,
          onEvent: progressNotes(note),
        },
      );
      return outcomeOf(outcome, out);
    } catch (error) {
      if (!stop.signal.aborted) throw error;
      throw new CancelledExperiment(out, { cause: error });
    } finally {
      process.off('SIGINT', onInterrupt);
    }
  },
};

class CancelledExperiment extends CancelledError {
  constructor(folder: string, options: ErrorOptions) {
    super();
    this.message = `Cancelled. What is finished is kept in ${folder}; go on with --resume.`;
    this.cause = options.cause;
  }
}

/** A file, or else the id of a preset, whose files would be relative to the current folder. */
async function readSpec(operand: string): Promise<SpecText> {
  const preset = presets.find(({ id }) => id === operand);
  // Results may lie in a folder that is named after the preset.
  if (preset !== undefined && statSync(operand, { throwIfNoEntry: false })?.isFile() !== true) {
    return { specText: preset.text, specPath: path.resolve(`${preset.id}.experiment.json`) };
  }
  try {
    return { specText: await readFile(operand, 'utf8'), specPath: path.resolve(operand) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const known = presets.map(({ id }) => id).join(', ');
    throw new InputError(
      `${operand} cannot be read: ${why}. Expected a spec file, or one of the presets ${known}.`,
      { cause: error },
    );
  }
}

function progressNotes(note: (message: string) => void): (event: ExperimentEvent) => void {
  let notedAt = -Infinity;
  return (event) => {
    if (event.kind === 'planned') {
      const begun = event.done > 0 ? `, ${event.done} of them done already` : '';
      note(`${event.total} runs${begun}`);
      for (const line of new Set(event.notRun.map(notRunText))) note(`Not run: ${line}`);
      return;
    }
    const now = performance.now() / 1000;
    const { progress } = event;
    if (now - notedAt < noteEverySeconds && progress.done < progress.total) return;
    notedAt = now;
    note(progressText(progress));
  };
}

function notRunText({ dataset, setting, model, strategy, reason }: NotRun): string {
  return strategy === null || model === null
    ? `${dataset}, ${setting}: ${reason}`
    : `${strategy} with ${model}: ${reason}`;
}

function outcomeOf(outcome: ExperimentOutcome, out: string): Outcome {
  const { total, done, notRun } = outcome;
  return {
    json: { folder: out, total, done, notRun },
    text: () => `${done} of ${total} runs are in ${out}. nextlabel report ${out} shows them.`,
    ...(total === 0 && { failed: true as const }),
  };
}

function details(): string {
  return [
    'SPEC is a JSON file (comments are welcome), or one of the presets below. Each finished run is saved in DIR at once:',
    'after a cancellation (Ctrl+C), a kill or a full disk --resume goes on. The same spec and seeds give the same picks on',
    'every machine and with any number of jobs. nextlabel report DIR prints the tables.',
    '',
    'Presets:',
    ...presets.map(({ id, description }) => `  ${id}: ${description}`),
  ].join('\n');
}
