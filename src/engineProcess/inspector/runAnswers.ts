import { strategyInfos } from '../../engine/strategies/registry.ts';
import { runChoice } from '../../inspection/runChoice.ts';
import { pickedRows, runHistory } from '../../inspection/runHistory.ts';
import type { StrategyChoice } from '../../protocol/inspector.ts';
import {
  runBalanceQuestion,
  runHistoryQuestion,
  runItemsQuestion,
  runOverviewQuestion,
  runPicksQuestion,
} from '../../protocol/inspectorRun.ts';
import type { Method } from '../../protocol/experiment.ts';
import { answeringRun } from './inspection.ts';
import type { Answering, RoundInspection, RunInspection } from './inspection.ts';
import { placesAnswer } from './placesAnswer.ts';
import { runWhyAnswer } from './runWhyAnswer.ts';
import { strategiesAnswer } from './strategiesAnswer.ts';

/** What is looked at, and what may be looked at in its place. */
const overviewAnswer = answeringRun(runOverviewQuestion, (_, { stored }) => {
  const { info, jobs, job, record } = stored;
  const choices = jobs.map(runChoice);
  const { picks, labeled, scores, classes, times } = record;
  return {
    name: info.name,
    classes,
    startedAt: times.startedAt,
    steps: picks.length,
    strategies: strategyChoices(info.spec.strategies),
    runs: choices,
    run: choices[jobs.indexOf(job)]!,
    metric: info.spec.metric,
    labeled,
    scores,
  };
});

/** A strategy that looks at hidden labels is compared where the spec says how; others may be added. */
function strategyChoices(methods: readonly Method[]): readonly StrategyChoice[] {
  const infos = strategyInfos();
  const own = methods.map(({ id, name }) => {
    const { title = id, description = '' } = infos.find((info) => info.id === id) ?? {};
    return { id: name, title: name === id ? title : name, description };
  });
  const others = infos
    .filter(({ id, simulationOnly }) => simulationOnly !== true && !methods.some((each) => each.name === id))
    .map(({ id, title, description }) => ({ id, title, description }));
  return [...own, ...others];
}

const itemsAnswer = answeringRun(runItemsQuestion, async (params, { inspector }) => {
  const found = await inspector();
  const rows = 'rows' in params ? params.rows : params.fileRows.map((fileRow) => found.rowOf(fileRow) ?? -1);
  return rows.flatMap((row) => found.item(row) ?? []);
});

const historyAnswer = answeringRun(runHistoryQuestion, (_, { stored }) => runHistory(stored.record));

const balanceAnswer = answeringRun(runBalanceQuestion, async (_, { inspector }) =>
  (await inspector()).balance(),
);

const picksAnswer = answeringRun(runPicksQuestion, async (_, { step: stepOf, report }) => {
  const { step, prepared, inspector } = await stepOf();
  if (!prepared.isRanked(prepared.strategy)) report(`Working out step ${step} again`, null);
  return pickedRows(inspector, step, prepared);
});

/** What is asked of a round of a project may be asked of a step. */
const ofStep = ({ method, answer }: Answering<RoundInspection>): Answering<RunInspection> => ({
  method,
  answer: async (params, { step, signal, report }) => {
    const { prepared } = await step();
    return answer(params, { round: () => ({ prepared }), signal, report });
  },
});

/** What can be asked of a run of an experiment. */
export const runAnswers: readonly Answering<RunInspection>[] = [
  overviewAnswer,
  itemsAnswer,
  historyAnswer,
  balanceAnswer,
  picksAnswer,
  runWhyAnswer,
  ofStep(placesAnswer),
  ofStep(strategiesAnswer),
];
