import * as v from 'valibot';
import { strategyInfos } from '../../engine/strategies/registry.ts';
import { CancelledError } from '../../engine/cancellation.ts';
import { InputError } from '../../data/tables/inputError.ts';
import type { Command } from '../command.ts';
import { inspectMarkdown } from '../inspect/inspectMarkdown.ts';
import { runMarkdown } from '../inspect/runMarkdown.ts';
import { checkOptions, wholeNumber } from '../parseCommand.ts';

const defaultTop = 5;

const schema = v.object({
  run: v.optional(v.string()),
  round: v.optional(wholeNumber(1)),
  top: v.optional(wholeNumber(1), String(defaultTop)),
  item: v.optional(v.string()),
  strategies: v.optional(
    v.pipe(
      v.string(),
      v.transform((text) => text.split(',').map((id) => id.trim())),
    ),
  ),
});

/** Why a project's round asked what it asked. */
export const inspect: Command = {
  name: 'inspect',
  summary:
    'Explains a round of a project, or a step of an experiment: why these items, and what others would have asked.',
  operands: ['PROJECT|RESULTS'],
  options: {
    run: {
      type: 'string',
      value: 'ID',
      help: 'Of RESULTS, the run: the name of its file without “.json”; by default the first.',
    },
    round: {
      type: 'string',
      value: 'N',
      help: 'The round or step, counted from 1; by default the last one.',
    },
    top: {
      type: 'string',
      value: 'K',
      help: `How many of the first items to explain and compare; by default ${defaultTop}.`,
    },
    item: { type: 'string', value: 'ID', help: 'Explain this item in place of the first ones.' },
    strategies: {
      type: 'string',
      value: 'A,B,C',
      help: 'Strategies to compare with; by default some quick ones that the model serves.',
    },
  },
  formats: {
    names: ['markdown', 'json'],
    onTerminal: 'markdown',
    help: 'How to print the result; by default Markdown on a terminal, else JSON.',
    out: { value: 'FILE', help: 'Write the result to FILE instead of printing it.' },
  },
  details,
  run: async ({ operands, values }, note) => {
    const { run = null, round = null, item = null, strategies = null, top } = checkOptions(schema, values);
    const options = { round, top, item, strategies };
    const { resultsFolderOf, inspectRun } = await import('../inspect/inspectRun.ts');
    const results = resultsFolderOf(operands[0]!);
    if (results !== null) {
      const report = await inspectRun(results, { ...options, run }, note);
      return { json: report, text: () => runMarkdown(report) };
    }
    if (run !== null) throw new InputError(`--run: ${operands[0]!} is no results folder.`);
    // On demand: reading items brings along the image library, which the other commands do without.
    const { inspectRound, readInspection } = await import('../inspect/inspectProject.ts');
    const inspection = await interruptible((signal) =>
      readInspection(operands[0]!, options, { signal, note }),
    );
    const report = await inspectRound(inspection, note);
    return { json: report, text: () => inspectMarkdown(report) };
  },
};

/** Ends `work` in good order at Ctrl+C: it has a temporary copy to remove. */
async function interruptible<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort(new CancelledError());
  process.once('SIGINT', onInterrupt);
  try {
    return await work(stop.signal);
  } finally {
    process.off('SIGINT', onInterrupt);
  }
}

function details(): string {
  const offered = strategyInfos().filter(({ simulationOnly }) => simulationOnly !== true);
  return [
    'PROJECT is a file <name>.nextlabel.json or the folder that holds one. It is only read, and may be open in VS Code.',
    '',
    'The round is worked out again from its stored seed, strategy, model and the labels as they were then, and compared',
    'with what was stored: the ranking must be the same. It differs where features or classes have changed since, and',
    'the result says so.',
    '',
    'JSON: {project, classes, round, items, strategies, history, secondLook, forecast, stopping}. `items` explains the',
    'first items: places by each strategy, probabilities, entropy in nats, nearest labeled items, contributions of features',
    'towards each class, and how many predictions of the pool would change if it were labeled each way. `strategies` puts',
    'rankings side by side; `history` goes over all rounds, with the accuracy on the random stream and its 95 % interval',
    '(Wilson). `secondLook` is about the labels of now: which are probably wrong, which differ between items that are',
    'nearly the same, and how much people agree with themselves and with each other. `forecast` is the learning curve from',
    'this round on, and the labels and seconds that gains and scores take, with 90 % intervals; `stopping` has four',
    'criteria for stopping over the rounds until then.',
    '',
    'RESULTS is the folder of an experiment’s results. A step of a run takes the place of a round: {experiment, run, metric,',
    'classes, step, items, strategies, history}. `items` says also which the step picked, with their true classes; `history`',
    'has the recorded scores on the test rows. Strategies are named as in the spec, others by their ids; data that have',
    'changed since are refused. `--item` is a row of the data file, counted from 0 without the header.',
    '',
    `Strategies: ${offered.map(({ id }) => id).join(', ')}.`,
  ].join('\n');
}
