import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { brief, percent } from '../../../src/charts/inspector/numberText.ts';
import type { NamedChoice } from '../../../src/protocol/inspect.ts';
import type { WhyAnswer } from '../../../src/protocol/inspectorWhy.ts';
import { icons } from '../../views/icons.ts';
import { strings } from '../strings/why.ts';

/** What the round was made with, and whether it could be worked out again as it was. */
export function aboutRound(
  {
    strategy,
    model,
    labels,
    pool,
    seed,
    batchSize,
    randomShare,
    durationMs,
    coldStart,
    fallback,
    replay,
  }: WhyAnswer['round'],
  classes: readonly { readonly name: string }[],
): TemplateResult {
  const { facts } = strings;
  const rows: readonly (readonly [string, string])[] = [
    [facts.strategy, choiceText(strategy)],
    [facts.model, choiceText(model)],
    [facts.labels, labels.map((count, index) => `${classes[index]?.name ?? ''} ${count}`).join(', ')],
    [facts.pool, pool.toLocaleString()],
    [facts.random, percent(randomShare)],
    [facts.batch, String(batchSize)],
    [facts.seed, String(seed)],
    [facts.took, `${brief(durationMs / 1000)} s`],
  ];
  return html`<section aria-labelledby="about">
    <h2 id="about">${strings.about}</h2>
    ${coldStart === null ? nothing : html`<p dir="auto">${coldStart}</p>`}
    ${fallback === null ? nothing : html`<p dir="auto">${fallback}</p>`}
    <dl class="facts">
      ${rows.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd dir="auto">${value}</dd>`,
      )}
    </dl>
    ${
      replay.same
        ? html`<p class="quiet">${icons.check} ${strings.replaySame(replay.compared)}</p>`
        : html`<div>
            <p><strong>${icons.warning} ${strings.replayDiffers}</strong></p>
            <ul class="reasons">
              ${replay.differences.map((difference) => html`<li dir="auto">${difference}</li>`)}
            </ul>
          </div>`
    }
  </section>`;
}

function choiceText({ title, params }: NamedChoice): string {
  const set = Object.entries(params).map(([name, value]) => `${name} = ${String(value)}`);
  return set.length === 0 ? title : `${title} (${set.join(', ')})`;
}
