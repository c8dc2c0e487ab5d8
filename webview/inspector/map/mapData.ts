import { NO_LABEL } from '../../../src/protocol/inspectorMap.ts';
import {
  mapLabelsQuestion,
  mapPredictionsQuestion,
  mapScoresQuestion,
  pcaQuestion,
  umapQuestion,
} from '../../../src/protocol/inspectorMap.ts';
import type { MapLabels, MapPlaces, MapPredictions, MapScores } from '../../../src/protocol/inspectorMap.ts';
import type { InspectorQuestion } from '../../../src/protocol/inspector.ts';
import type { InspectorController } from '../inspectorController.ts';
import { strategyTitle } from '../state/strategyTitle.ts';
import type { Asked } from '../state/answers.ts';
import { strings } from '../strings/map.ts';
import { colourAlike, colourByClass, colourByNumber } from './colouring.ts';
import type { ClassChoice, Colouring } from './colouring.ts';
import { keepPlaces } from './keptPlaces.ts';
import { lastOf } from './lastOf.ts';
import type { MapMethod } from './mapChoices.ts';
import type { MapModel } from './mapModel.ts';

/** About so many steps for what is a number. */
const STEPS = 6;

/** What the points are coloured by, as far as it is known. */
export interface Coloured {
  readonly colouring: Colouring;
  /** What the colours say, in words. */
  readonly unit: string;
  /** Something to know about them; empty for nothing. */
  readonly note: string;
  /** What is still being worked out, or failed; null when all is there. */
  readonly pending: {
    readonly question: InspectorQuestion<unknown, unknown>;
    readonly asked: Asked<unknown>;
  } | null;
}

/** What the map asked for and knows: places, labels, predictions and scores. */
export class MapData {
  readonly #model: MapModel;
  readonly #controller: InspectorController;
  readonly #pca = keepPlaces();
  readonly #umap = keepPlaces();
  /** Those of an older revision stay until the new ones are there. */
  #labels: MapLabels | null = null;
  readonly #patched = lastOf(patched);
  readonly #blinded = lastOf(blinded);
  readonly #byClass = lastOf(colourByClass);
  readonly #byNumber = lastOf(colourByNumber);
  readonly #alike = lastOf(colourAlike);

  constructor(model: MapModel) {
    this.#model = model;
    this.#controller = model.controller;
  }

  /** The places that can be shown now, and by which projection. */
  get places(): { readonly asked: Asked<MapPlaces>; readonly method: MapMethod } {
    const umap = this.umap;
    if (umap?.state === 'answered') return { asked: umap, method: 'umap' };
    return { asked: this.#pca(this.#askPlaces(pcaQuestion)), method: 'pca' };
  }

  /** Null where it is not wanted. */
  get umap(): Asked<MapPlaces> | null {
    return this.#model.choices.method === 'umap' ? this.#umap(this.#askPlaces(umapQuestion)) : null;
  }

  /** Labels of now, as far as they are known; asks for them. */
  get labels(): MapLabels | null {
    const { work } = this.#model;
    const asked = this.#askLabels();
    if (asked.state === 'answered' && asked.answer !== this.#labels) {
      this.#labels = asked.answer;
      this.#model.forgetPatches(work.revision);
    }
    const { patches } = this.#model;
    if (this.#labels === null || patches.size === 0) return this.#labels;
    const classes = this.#controller.snapshot?.classes ?? none;
    return this.#patched(this.#labels, patches, classes);
  }

  /** Null while they are not there; asks for them. */
  get predictions(): MapPredictions | null {
    const asked = this.#controller.ask(mapPredictionsQuestion, {});
    return asked.state === 'answered' ? this.#blinded(asked.answer, this.#model.work.blind) : null;
  }

  /** The strategy whose score is looked at: its id and title. */
  get strategy(): { readonly id: string; readonly title: string } {
    const { snapshot, round } = this.#controller;
    const own = snapshot?.rounds.find((each) => each.round === round)?.strategy ?? '';
    const id = this.#model.choices.strategy ?? own;
    return { id, title: strategyTitle(snapshot, id) };
  }

  /** Null while they are not there; asks for them. */
  get scores(): MapScores | null {
    const asked = this.#controller.ask(mapScoresQuestion, { strategy: this.strategy.id });
    return asked.state === 'answered' ? asked.answer : null;
  }

  /** The points by what they are to be coloured by. */
  coloured(rows: Int32Array): Coloured {
    switch (this.#model.choices.channel) {
      case 'label':
        return this.#byLabel(rows);
      case 'round':
        return this.#byRound(rows);
      case 'prediction':
        return this.#byPrediction(rows);
      case 'uncertainty':
        return this.#byUncertainty(rows);
      case 'score':
        return this.#byScore(rows);
    }
  }

  #byLabel(rows: Int32Array): Coloured {
    const { labels } = this;
    const unit = strings.units.label;
    if (labels === null) return this.#pending(rows, unit, mapLabelsQuestion, this.#askLabels());
    const classes = this.#controller.snapshot?.classes ?? none;
    return ready(this.#byClass(rows, labels.classes, classes, labelWords), unit);
  }

  #byRound(rows: Int32Array): Coloured {
    const { labels } = this;
    const unit = strings.units.round;
    if (labels === null) return this.#pending(rows, unit, mapLabelsQuestion, this.#askLabels());
    return ready(this.#byNumber(rows, roundsOf(labels), roundBins), unit);
  }

  #byPrediction(rows: Int32Array): Coloured {
    const unit = strings.units.prediction;
    const asked = this.#controller.ask(mapPredictionsQuestion, {});
    const { predictions } = this;
    if (predictions === null) return this.#pending(rows, unit, mapPredictionsQuestion, asked);
    const { classes, why } = predictions;
    const known = this.#controller.snapshot?.classes ?? none;
    return ready(this.#byClass(rows, classes, known, predictionWords), unit, this.#noteOf(why));
  }

  #byUncertainty(rows: Int32Array): Coloured {
    const unit = strings.units.uncertainty;
    const asked = this.#controller.ask(mapPredictionsQuestion, {});
    const { predictions } = this;
    if (predictions === null) return this.#pending(rows, unit, mapPredictionsQuestion, asked);
    const { entropy, why } = predictions;
    if (entropy === null) {
      const alike = this.#alike(rows, strings.noPrediction);
      return ready(alike, unit, why === '' ? strings.noProbabilities : why);
    }
    return ready(this.#byNumber(rows, entropy, entropyBins), unit, this.#noteOf(why));
  }

  #byScore(rows: Int32Array): Coloured {
    const { id, title } = this.strategy;
    const asked = this.#controller.ask(mapScoresQuestion, { strategy: id });
    const unit = strings.units.score(title, 'score');
    if (asked.state !== 'answered') return this.#pending(rows, unit, mapScoresQuestion, asked);
    const { why, note } = asked.answer;
    if (why !== '') return ready(this.#alike(rows, strings.noScore), unit, why);
    const { values, bins } = scoreValues(asked.answer);
    return ready(
      this.#byNumber(rows, values, bins),
      strings.units.score(title, bins === rankBins ? 'rank' : 'score'),
      note,
    );
  }

  #noteOf(why: string): string {
    const { length } = this.#model.work.blind;
    return why === '' && length > 0 ? strings.blind(length) : why;
  }

  /** Labels are those of now, whichever round is looked at. */
  #askLabels(): Asked<MapLabels> {
    const { revision } = this.#model.work;
    return this.#controller.ask(mapLabelsQuestion, { revision }, this.#controller.latestRound);
  }

  /** Places are no round's, but with a new one items may have come. */
  #askPlaces(question: InspectorQuestion<Record<string, never>, MapPlaces>): Asked<MapPlaces> {
    return this.#controller.ask(question, {}, this.#controller.latestRound);
  }

  #pending<Params, Answer>(
    rows: Int32Array,
    unit: string,
    question: InspectorQuestion<Params, Answer>,
    asked: Asked<Answer>,
  ): Coloured {
    return {
      colouring: this.#alike(rows, strings.loading),
      unit,
      note: '',
      pending: { question, asked },
    };
  }
}

const ready = (colouring: Colouring, unit: string, note = ''): Coloured => ({
  colouring,
  unit,
  note,
  pending: null,
});

// The same objects each time: what was worked out with them is remembered by them.
const labelWords = { words: strings.words, emphasis: true } as const;
const predictionWords = {
  words: { ...strings.words, none: strings.noPrediction },
  emphasis: false,
} as const;
const roundBins = {
  wished: STEPS,
  whole: true,
  none: strings.noRound,
  zero: strings.beforeRounds,
  emphasis: true,
} as const;
const entropyBins = { wished: STEPS, none: strings.noPrediction } as const;
const scoreBins = { wished: STEPS, none: strings.noScore } as const;
const rankBins = { wished: STEPS, whole: true, none: strings.noScore } as const;

const roundsOf = lastOf(({ rounds }: MapLabels): Float64Array =>
  Float64Array.from(rounds, (round) => (round === NO_LABEL ? NaN : round)),
);

/** The scores; the ranks where a strategy gives no two different scores. */
const scoreValues = lastOf(({ scores, ranks }: MapScores) => {
  const known = scores.filter(Number.isFinite);
  const differ = known.some((score) => score !== known[0]);
  return differ
    ? { values: scores, bins: scoreBins }
    : { values: Float64Array.from(ranks, (rank) => (rank === 0 ? NaN : rank)), bins: rankBins };
});

const none: readonly ClassChoice[] = [];

/** Labels with what was set here since. */
function patched(labels: MapLabels, patches: MapModel['patches'], known: readonly ClassChoice[]): MapLabels {
  const classes = labels.classes.slice();
  const rounds = labels.rounds.slice();
  for (const [row, { className }] of patches) {
    const code = known.findIndex(({ name }) => name === className);
    classes[row] = className === null ? NO_LABEL : code;
    rounds[row] = className === null ? NO_LABEL : Math.max(0, rounds[row] ?? 0);
  }
  return { classes, rounds };
}

/** Without what the model says of some rows. */
function blinded(predictions: MapPredictions, rows: readonly number[]): MapPredictions {
  if (rows.length === 0) return predictions;
  const [classes, confidence, entropy] = [
    predictions.classes.slice(),
    predictions.confidence?.slice() ?? null,
    predictions.entropy?.slice() ?? null,
  ];
  for (const row of rows) {
    classes[row] = -1;
    if (confidence !== null) confidence[row] = NaN;
    if (entropy !== null) entropy[row] = NaN;
  }
  return { ...predictions, classes, confidence, entropy };
}
