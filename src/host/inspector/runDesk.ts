import type { EngineClient, RequestOptions } from '../../engineProcess/engineClient.ts';
import type {
  InspectorCard,
  InspectorItem,
  InspectorQuestion,
  InspectorSnapshot,
  RunSource,
} from '../../protocol/inspector.ts';
import { runItemsQuestion, runOverviewQuestion } from '../../protocol/inspectorRun.ts';
import type { RunItem, RunItemsParams, RunOverview } from '../../protocol/inspectorRun.ts';
import { rowName, rowOfName } from '../../protocol/runFacts.ts';
import { assignColours } from '../../session/classColours.ts';
import type { InspectorDesk, InspectorFacts, ItemName } from '../../session/inspectorDesk.ts';
import { contentExcerpt } from '../../session/itemViews.ts';

/** What the view of the inspector asks of a run of an experiment. */
export class RunDesk implements InspectorDesk {
  readonly #engine: EngineClient;
  readonly #source: RunSource;

  constructor(engine: EngineClient, source: RunSource) {
    this.#engine = engine;
    this.#source = source;
  }

  async facts(): Promise<InspectorFacts> {
    const overview = await this.ask(runOverviewQuestion, { round: null, params: {} });
    const { name, classes, strategies, runs, run, metric, labeled, scores } = overview;
    const colours = assignColours(classes.map(() => undefined));
    const own = new Set(runs.map(({ strategy }) => strategy));
    return {
      projectName: name,
      kind: 'tabular',
      classes: classes.map((each, index) => ({ name: each, colour: colours[index] ?? '', key: '' })),
      rounds: stepsOf(overview),
      strategies,
      chosen: null,
      usual: strategies.map(({ id }) => id).filter((id) => own.has(id)),
      run: { runs, run, metric, labeled, scores },
      work: nothingToDo,
    };
  }

  ask<Params, Answer>(
    question: InspectorQuestion<Params, Answer>,
    asked: { readonly round: number | null; readonly params: Params },
    options: RequestOptions = {},
  ): Promise<Answer> {
    return this.#engine.inspect(question, { ...asked, source: this.#source }, options);
  }

  async cards(rows: readonly number[]): Promise<readonly InspectorCard[]> {
    return (await this.#items({ rows })).map(toCard);
  }

  async item(name: ItemName): Promise<InspectorItem | null> {
    const fileRow = 'row' in name ? null : rowOfName(name.itemId);
    const [found] = await this.#items(
      'row' in name ? { rows: [name.row] } : { fileRows: fileRow === null ? [] : [fileRow] },
    );
    if (found === undefined) return null;
    return { ...toCard(found), content: { kind: 'tabular', fields: found.fields }, blind: false };
  }

  #items(params: RunItemsParams): Promise<readonly RunItem[]> {
    return this.ask(runItemsQuestion, { round: null, params });
  }
}

/** The steps of a run as rounds. */
const stepsOf = ({ steps, startedAt, run }: RunOverview): InspectorSnapshot['rounds'] =>
  Array.from({ length: steps }, (_, index) => ({ round: index + 1, startedAt, strategy: run.strategy }));

const nothingToDo: InspectorSnapshot['work'] = {
  revision: 0,
  readOnly: 'The labels of an experiment are those of its data.',
  canUndo: false,
  queued: [],
  blind: [],
  repeats: [],
};

const toCard = ({ row, fileRow, className, fields }: RunItem): InspectorCard => ({
  itemId: rowName(fileRow),
  row,
  excerpt: contentExcerpt({ kind: 'tabular', fields }),
  thumbnail: null,
  label: className,
  skipped: false,
  flagged: false,
});
