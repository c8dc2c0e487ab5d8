import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { fixed, metricNames, scoreDecimals } from '../../../src/charts/wording.ts';
import type { InspectorSnapshot, RoundChoice } from '../../../src/protocol/inspector.ts';
import type { RunFacts } from '../../../src/protocol/runFacts.ts';
import type { InspectorController } from '../inspectorController.ts';
import { strategyTitle } from '../state/strategyTitle.ts';
import { nearestRound } from '../state/nearestRound.ts';
import { strings as runStrings } from '../strings/run.ts';
import { atText, strings } from '../strings/shell.ts';

/** Chooses the round of all tabs: by number, by slider, or the last. */
export function roundPicker(
  { rounds, strategies, run }: InspectorSnapshot,
  controller: InspectorController,
): TemplateResult {
  const shown = rounds.find(({ round }) => round === controller.round);
  if (shown === undefined) return html``;
  const title = strategyTitle({ strategies }, shown.strategy);
  const words = run === null ? roundWords : stepWords;
  return html`<div class="rounds" role="group" aria-label=${words.group}>
    ${fields({ rounds, shown, words }, controller)}
    <button
      type="button"
      class="link"
      title=${words.lastTitle}
      ?disabled=${controller.followsLatest && controller.newerRound === null}
      @click=${() => controller.choose({ round: null })}
    >
      ${words.last}
    </button>
    <span class="made" dir="auto"
      >${run === null ? strings.roundMade(atText(shown.startedAt), title) : stepMade(run, shown.round)}</span
    >
    ${newerLine(controller)}
  </div>`;
}

/** How rounds of a project, and steps of a run, are called. */
interface Words {
  readonly group: string;
  readonly name: string;
  readonly slider: string;
  readonly last: string;
  readonly lastTitle: string;
}

const roundWords: Words = {
  group: strings.roundGroup,
  name: strings.round,
  slider: strings.roundSlider,
  last: strings.latest,
  lastTitle: strings.latestTitle,
};
const stepWords: Words = {
  group: runStrings.stepGroup,
  name: runStrings.step,
  slider: runStrings.stepSlider,
  last: runStrings.last,
  lastTitle: runStrings.lastTitle,
};

/** What a step began with. */
function stepMade({ labeled, scores, metric }: RunFacts, step: number): string {
  const labels = (labeled[step - 1] ?? 0).toLocaleString('en');
  return runStrings.stepMade(labels, metricNames[metric], fixed(scores[step - 1] ?? NaN, scoreDecimals));
}

interface ShownRound {
  readonly rounds: readonly RoundChoice[];
  readonly shown: RoundChoice;
  readonly words: Words;
}

function fields({ rounds, shown, words }: ShownRound, controller: InspectorController): TemplateResult {
  const first = rounds[0]!.round;
  const last = rounds.at(-1)!.round;
  const choose = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    const found = nearestRound(rounds, value.trim() === '' ? NaN : Number(value));
    // What was typed may be no round: the fields show again what is chosen.
    for (const field of (event.target as HTMLElement).closest('.rounds')!.querySelectorAll('input')) {
      field.value = String(found ?? shown.round);
    }
    if (found !== null && found !== shown.round) controller.choose({ round: found });
  };
  return html`<label
      >${words.name}
      <input type="number" min=${first} max=${last} .value=${String(shown.round)} @change=${choose}
    /></label>
    <input
      type="range"
      aria-label=${words.slider}
      aria-valuetext=${strings.roundOf(shown.round, last)}
      min=${first}
      max=${last}
      ?disabled=${rounds.length < 2}
      .value=${String(shown.round)}
      @change=${choose}
    />`;
}

function newerLine(controller: InspectorController): TemplateResult {
  const { newerRound } = controller;
  return html`<span class="newer" role="status"
    >${
      newerRound === null
        ? nothing
        : html`${strings.newer(newerRound)}
            <button type="button" class="link" @click=${() => controller.choose({ round: null })}>
              ${strings.newerShow}
            </button>`
    }</span
  >`;
}
