import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { brief, percent } from '../../../src/charts/inspector/numberText.ts';
import { duration, fixed, metricNames, scoreDecimals, settingNames } from '../../../src/charts/wording.ts';
import type {
  InspectedRound,
  InspectedStep,
  NamedChoice,
  RoundFacts,
} from '../../../src/protocol/inspect.ts';
import type { WhyAnswer } from '../../../src/protocol/inspectorWhy.ts';
import { icons } from '../../views/icons.ts';
import { strings as runStrings } from '../strings/run.ts';
import { strings } from '../strings/why.ts';

/** What the round or step was made with, and whether it could be worked out again as it was. */
export function aboutRound(
  round: WhyAnswer['round'],
  classes: readonly { readonly name: string }[],
): TemplateResult {
  const { coldStart, fallback, replay } = round;
  const isStep = 'step' in round;
  const words = isStep ? runStrings : strings;
  return html`<section aria-labelledby="about">
    <h2 id="about">${words.about}</h2>
    ${coldStart === null ? nothing : html`<p dir="auto">${coldStart}</p>`}
    ${fallback === null ? nothing : html`<p dir="auto">${fallback}</p>`}
    <dl class="facts">
      ${[...commonRows(round, classes), ...(isStep ? stepRows(round) : roundRows(round))].map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd dir="auto">${value}</dd>`,
      )}
    </dl>
    ${
      replay.same
        ? html`<p class="quiet">${icons.check} ${words.replaySame(replay.compared)}</p>`
        : html`<div>
            <p><strong>${icons.warning} ${words.replayDiffers}</strong></p>
            <ul class="reasons">
              ${replay.differences.map((difference) => html`<li dir="auto">${difference}</li>`)}
            </ul>
          </div>`
    }
  </section>`;
}

type Fact = readonly [string, string];

function commonRows(
  { strategy, model, labels, pool, batchSize }: RoundFacts,
  classes: readonly { readonly name: string }[],
): readonly Fact[] {
  const { facts } = strings;
  return [
    [facts.strategy, choiceText(strategy)],
    [facts.model, choiceText(model)],
    [facts.labels, labels.map((count, index) => `${classes[index]?.name ?? ''} ${count}`).join(', ')],
    [facts.pool, pool.toLocaleString()],
    [facts.batch, String(batchSize)],
  ];
}

function roundRows({ randomShare, seed, durationMs }: InspectedRound): readonly Fact[] {
  const { facts } = strings;
  return [
    [facts.random, percent(randomShare)],
    [facts.seed, String(seed)],
    [facts.took, `${brief(durationMs / 1000)} s`],
  ];
}

function stepRows(step: InspectedStep): readonly Fact[] {
  const { facts } = runStrings;
  return [
    [facts.dataset, step.dataset],
    [facts.setting, settingNames[step.setting]],
    [facts.seeds, facts.seedsText(step.dataSeed, step.seed)],
    [facts.score, `${metricNames[step.metric]} ${fixed(step.score, scoreDecimals)}`],
    [facts.fit, duration(step.fitSeconds)],
    [facts.select, duration(step.selectSeconds)],
  ];
}

function choiceText({ title, params }: NamedChoice): string {
  const set = Object.entries(params).map(([name, value]) => `${name} = ${String(value)}`);
  return set.length === 0 ? title : `${title} (${set.join(', ')})`;
}
