import type * as v from 'valibot';
import { findGenerator } from '../engine/generators/registry.ts';
import { resolveParams } from '../engine/models/params.ts';
import { findModel } from '../engine/models/registry.ts';
import { svcSettings } from '../engine/models/svcParams.ts';
import { summaryNames } from '../engine/experiments/report/summaries.ts';
import { findStrategy } from '../engine/strategies/registry.ts';
import { parseJsonDocument } from '../documents/jsonDocument.ts';
import type { JsonDocumentKind, JsonPath, JsonProblem, ReportProblem } from '../documents/jsonDocument.ts';
import type { DatasetSpec, ExperimentSpec, Method, Params } from '../protocol/experiment.ts';
import type { ParamInfo } from '../protocol/engine.ts';
import { specSchema } from './specSchema.ts';
import type { SpecFile } from './specSchema.ts';

/** Either a spec and no problems, or null and at least one problem. */
export type SpecResult =
  | { readonly spec: ExperimentSpec; readonly problems: readonly [] }
  | { readonly spec: null; readonly problems: readonly JsonProblem[] };

/** Parses and completes the text of a spec; comments and trailing commas are welcome. */
export function parseSpec(text: string): SpecResult {
  const { value, problems } = parseJsonDocument(text, specKind, checkMeaning);
  return value === null ? { spec: null, problems } : { spec: complete(value), problems: [] };
}

const specKind: JsonDocumentKind<typeof specSchema> = {
  schema: specSchema,
  title: 'An experiment spec',
  root: 'The spec',
  explain: (issue, path) => {
    const unknown = unknownId(issue, path);
    if (unknown !== null) return unknown;
    const field = `"${path.join('.')}"`;
    if (issue.type === 'integer') return `${field} must be a whole number, not ${issue.received}`;
    if (issue.type === 'min_value' || issue.type === 'max_value') {
      return `${field} must be ${String(issue.expected)}, not ${issue.received}`;
    }
    return null;
  },
};

/** Which registry an id at this place is of. */
const registries: readonly (readonly [RegExp, (id: string) => unknown])[] = [
  [/^strategies\.\d+(\.id)?$/, findStrategy],
  [/^models\.\d+(\.id)?$/, findModel],
  [/^datasets\.\d+\.generate(\.id)?$/, findGenerator],
];

/** What the registry says of an id that it does not have; null where the issue is another one. */
function unknownId({ type, input }: v.BaseIssue<unknown>, path: JsonPath): string | null {
  if ((type !== 'union' && type !== 'picklist') || typeof input !== 'string') return null;
  const find = registries.find(([place]) => place.test(path.join('.')))?.[1];
  try {
    find?.(input);
    return null;
  } catch (error) {
    if (error instanceof RangeError) return withoutStop(error.message);
    throw error;
  }
}

/** What the schema cannot say. */
function checkMeaning(file: SpecFile, report: ReportProblem): void {
  if (file.test >= 1 && !Number.isInteger(file.test)) {
    report(`"test" must be a whole number, or a share below 1, not ${file.test}`, ['test']);
  }
  file.datasets.forEach((dataset, index) => checkDataset(dataset, ['datasets', index], report));
  file.models.forEach((entry, index) => {
    const { id, params } = asModel(entry);
    checkParams(findModel(id).params, params, { path: ['models', index], report });
    if (id === 'svc') checkSvc(params, ['models', index], report);
  });
  file.strategies.forEach((entry, index) => {
    const { id, params } = asMethod(entry);
    const { title, params: infos, needsReward } = findStrategy(id);
    checkParams(infos, params, { path: ['strategies', index], report });
    if (needsReward === true && file.reward === 0) {
      report(`${title} needs reward rows: set "reward" above 0`, ['strategies', index]);
    }
  });
  reportRepeats(file.datasets, 'datasets', report);
  reportRepeats(file.models.map(asMethod), 'models', report);
  reportRepeats(file.strategies.map(asMethod), 'strategies', report);
  if (file.summaries) checkSummaries(file.strategies.map(asMethod), report);
  for (const field of ['settings', 'dataSeeds', 'seeds'] as const) {
    reportRepeats(
      file[field].map((name) => ({ name })),
      field,
      report,
    );
  }
}

/** Best and average need something to choose from, and rows of their own in tables. */
function checkSummaries(strategies: readonly Method[], report: ReportProblem): void {
  if (strategies.filter(({ id }) => id !== 'random').length < 2) {
    report('"summaries" needs two strategies or more besides random: add some, or leave it out', [
      'summaries',
    ]);
  }
  strategies.forEach(({ name }, index) => {
    const taken = Object.values(summaryNames).find((each) => each === name.trim().toLowerCase());
    if (taken === undefined) return;
    report(
      `A strategy cannot be called "${name}" where "summaries" is on, which has a row "${taken}": give it another "name"`,
      ['strategies', index],
    );
  });
}

type DatasetFile = SpecFile['datasets'][number];

function checkDataset(dataset: DatasetFile, path: JsonPath, report: ReportProblem): void {
  const { name, source, generate, label } = dataset;
  if (source === undefined && generate === undefined) {
    report(`The data set "${name}" names neither a "source" file nor a generator in "generate"`, path);
  }
  if (source !== undefined && generate !== undefined) {
    report(`The data set "${name}" has both "source" and "generate": one must go`, [...path, 'generate']);
  }
  if (source !== undefined && label === undefined) {
    report(
      `The data set "${name}" does not say in "label" which column of ${source} holds the classes`,
      path,
    );
  }
  for (const field of ['label', 'testSource', 'features'] as const) {
    if (source === undefined && dataset[field] !== undefined) {
      report(`"${field}" is about a data file, which the data set "${name}" has not`, [...path, field]);
    }
  }
  if (generate === undefined) return;
  const { id, params } = asMethod(generate);
  checkParams(findGenerator(id).params, params, { path: [...path, 'generate'], report });
}

function checkParams(
  infos: readonly ParamInfo[],
  params: Params,
  { path, report }: { readonly path: JsonPath; readonly report: ReportProblem },
): void {
  for (const name of Object.keys(params)) {
    try {
      resolveParams(infos, { [name]: params[name]! });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      report(withoutStop(error.message), [...path, 'params', name]);
    }
  }
}

/** The kernel's width is a word or a number, which the registry's kinds cannot say. */
function checkSvc(params: Params, path: JsonPath, report: ReportProblem): void {
  if (params['gamma'] === undefined) return;
  try {
    svcSettings({ gamma: params['gamma'] });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    report(withoutStop(error.message), [...path, 'params', 'gamma']);
  }
}

const withoutStop = (sentence: string): string => sentence.replace(/\.$/, '');

function reportRepeats(
  entries: readonly { readonly name: string | number }[],
  field: string,
  report: ReportProblem,
): void {
  const seen = new Map<string | number, number>();
  entries.forEach(({ name }, index) => {
    const earlier = seen.get(name);
    if (earlier !== undefined) {
      const remedy = field === 'models' || field === 'strategies' ? ': give each a "name" of its own' : '';
      report(`"${name}" is there twice in "${field}" (${earlier + 1} and ${index + 1})${remedy}`, [
        field,
        index,
      ]);
    }
    seen.set(name, index);
  });
}

type MethodFile =
  string | { readonly id: string; readonly params?: Params | undefined; readonly name?: string | undefined };

function asMethod(entry: MethodFile): Method {
  if (typeof entry === 'string') return { id: entry, params: {}, name: entry };
  return { id: entry.id, params: entry.params ?? {}, name: entry.name ?? entry.id };
}

/** A number where the model expects a word (a kernel's width may be either) is taken as its text. */
function asModel(entry: MethodFile): Method {
  const method = asMethod(entry);
  const words = new Set(
    findModel(method.id)
      .params.filter(({ kind }) => kind === 'string')
      .map(({ name }) => name),
  );
  const params = Object.entries(method.params).map(
    ([name, value]) => [name, typeof value === 'number' && words.has(name) ? String(value) : value] as const,
  );
  return { ...method, params: Object.fromEntries(params) };
}

function complete(file: SpecFile): ExperimentSpec {
  return {
    name: file.name,
    datasets: file.datasets.map(completeDataset),
    settings: file.settings,
    imbalanceFactor: file.imbalanceFactor,
    models: file.models.map(asModel),
    strategies: file.strategies.map(asMethod).map((strategy) => judgedBy(strategy, file.metric)),
    initial: file.initial,
    batch: file.batch,
    steps: file.steps,
    test: file.test,
    reward: file.reward,
    dataSeeds: file.dataSeeds,
    seeds: file.seeds,
    metric: file.metric,
    splitBy: file.splitBy,
    target: file.target ?? null,
    summaries: file.summaries,
  };
}

function completeDataset(dataset: DatasetFile): DatasetSpec {
  const { generate } = dataset;
  return {
    name: dataset.name,
    source: dataset.source ?? null,
    testSource: dataset.testSource ?? null,
    label: dataset.label ?? null,
    features: dataset.features ?? null,
    generate: generate === undefined ? null : completeGenerator(generate),
    normalise: dataset.normalise,
  };
}

function completeGenerator(generate: NonNullable<DatasetFile['generate']>): DatasetSpec['generate'] {
  const { id, params } = asMethod(generate);
  return { id, params, seed: typeof generate === 'string' ? 0 : (generate.seed ?? 0) };
}

/** An oracle looks ahead to the score that the experiment is about, unless the spec says otherwise. */
function judgedBy(strategy: Method, metric: ExperimentSpec['metric']): Method {
  const { params, simulationOnly } = findStrategy(strategy.id);
  if (simulationOnly !== true || !params.some(({ name }) => name === 'metric')) return strategy;
  // Unweighted accuracy is the weighted one with equal weights; the area under the curve has no fast form.
  const own = metric === 'balancedAccuracy' || metric === 'f1' ? metric : 'weightedAccuracy';
  return { ...strategy, params: { metric: own, ...strategy.params } };
}
