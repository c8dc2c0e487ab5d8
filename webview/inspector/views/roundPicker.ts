import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { InspectorSnapshot, RoundChoice } from '../../../src/protocol/inspector.ts';
import type { InspectorController } from '../inspectorController.ts';
import { nearestRound } from '../state/nearestRound.ts';
import { atText, strings } from '../strings/shell.ts';

/** Chooses the round of all tabs: by number, by slider, or the last. */
export function roundPicker(
  { rounds, strategies }: InspectorSnapshot,
  controller: InspectorController,
): TemplateResult {
  const shown = rounds.find(({ round }) => round === controller.round);
  if (shown === undefined) return html``;
  const title = strategies.find(({ id }) => id === shown.strategy)?.title ?? shown.strategy;
  return html`<div class="rounds" role="group" aria-label=${strings.roundGroup}>
    ${fields(rounds, shown, controller)}
    <button
      type="button"
      class="link"
      title=${strings.latestTitle}
      ?disabled=${controller.followsLatest && controller.newerRound === null}
      @click=${() => controller.choose({ round: null })}
    >
      ${strings.latest}
    </button>
    <span class="made" dir="auto">${strings.roundMade(atText(shown.startedAt), title)}</span>
    ${newerLine(controller)}
  </div>`;
}

function fields(
  rounds: readonly RoundChoice[],
  shown: RoundChoice,
  controller: InspectorController,
): TemplateResult {
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
      >${strings.round}
      <input type="number" min=${first} max=${last} .value=${String(shown.round)} @change=${choose}
    /></label>
    <input
      type="range"
      aria-label=${strings.roundSlider}
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
