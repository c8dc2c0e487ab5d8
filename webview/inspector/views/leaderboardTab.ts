import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { agreementFigures, weightsFigure } from '../../../src/charts/inspector/leaderboardFigures.ts';
import { contributionsTable, standingsTable } from '../../../src/charts/inspector/leaderboardTables.ts';
import { percent } from '../../../src/charts/inspector/numberText.ts';
import { probability } from '../../../src/charts/wording.ts';
import { leaderboardQuestion, roundVoteQuestion } from '../../../src/protocol/inspectorLeaderboard.ts';
import type { LeaderboardAnswer, RoundVoteAnswer } from '../../../src/protocol/inspectorLeaderboard.ts';
import { button } from '../../toolkit.ts';
import { banner } from '../../views/banners.ts';
import { icons } from '../../views/icons.ts';
import type { InspectorController } from '../inspectorController.ts';
import { strategyTitle } from '../state/strategyTitle.ts';
import { strings } from '../strings/leaderboard.ts';
import type { TabContext } from '../tab.ts';
import { askedView, emptyState } from './asked.ts';
import { figureBox, tableBox } from './exhibits.ts';

/** What labels gained by the strategy that proposed them, and how strategies that were asked counted. */
export function leaderboardTab(context: TabContext): TemplateResult {
  const { controller } = context;
  const { chosen, guardLevel } = controller.snapshot!;
  const asked = controller.ask(
    leaderboardQuestion,
    { chosen: chosen ?? 'random', guardLevel },
    controller.latestRound,
  );
  const vote = controller.ask(roundVoteQuestion, {});
  return html`${askedView(
    asked,
    { controller, question: leaderboardQuestion },
    (answer) => html`${standings(answer, controller)} ${weights(answer, context)}`,
  )}
  ${askedView(vote, { controller, question: roundVoteQuestion }, (answer) => voted(answer, context))}`;
}

/** Such as "p = 0.041" and "p < 0.001". */
const pText = (p: number): string => `p ${probability(p).replace(/^(?!<)/, '= ')}`;

const titlesOf =
  ({ snapshot }: InspectorController) =>
  (id: string): string =>
    strategyTitle(snapshot, id);

function standings(answer: LeaderboardAnswer, controller: InspectorController): TemplateResult {
  return html`<section aria-labelledby="standings">
    <h2 id="standings">${strings.standings}</h2>
    <p class="quiet">${strings.standingsText(answer.score)}</p>
    ${answer.random === null ? tooFew(answer) : measured(answer, controller)}
  </section>`;
}

const tooFew = ({ randomLabels, randomNeeded }: LeaderboardAnswer): TemplateResult =>
  emptyState({
    title: strings.fewTitle(Math.max(1, randomNeeded - randomLabels)),
    text: strings.fewText(randomLabels, randomNeeded),
  });

function measured(answer: LeaderboardAnswer, controller: InspectorController): TemplateResult {
  const chosen = controller.snapshot?.chosen ?? null;
  // The first row is that of chance.
  const ids = ['random', ...answer.standings.map(({ strategy }) => strategy)];
  const textOf = (index: number): string => {
    if (ids[index] === chosen) return strings.used;
    return index === 0 ? strings.useRandom : strings.use;
  };
  return html`${guard(answer, controller)}
    ${
      answer.standings.length === 0
        ? emptyState({ title: strings.noneTitle, text: strings.noneText })
        : tableBox(standingsTable(answer, titlesOf(controller)), controller, {
            chosen: ids.indexOf(chosen ?? ''),
            action: {
              text: textOf,
              isDone: (index) => ids[index] === chosen,
              run: (index) => void controller.useStrategy(ids[index]!),
            },
          })
    }
    <p class="quiet">${strings.measured(answer.measured, answer.labels)}</p>`;
}

/** Whether the chosen strategy is worse than chance; where it is, with the way out. */
function guard(
  { guard: verdict, nextLook }: LeaderboardAnswer,
  controller: InspectorController,
): TemplateResult {
  const { chosen, guardLevel } = controller.snapshot!;
  const title = titlesOf(controller)(chosen ?? '');
  if (chosen === 'random') return html`<p class="quiet">${strings.guardRandom}</p>`;
  if (guardLevel <= 0) return html`<p class="quiet">${strings.guardOff}</p>`;
  const level = strings.guardLevel(percent(guardLevel));
  if (verdict === null) {
    return html`<p class="quiet" dir="auto">${strings.guardWaits(title, nextLook)} ${level}</p>`;
  }
  const { labels, p, isWorse } = verdict;
  if (!isWorse) {
    return html`<p class="quiet" dir="auto">
      ${strings.guardFine(title, labels, pText(p))} ${strings.guardNext(nextLook)} ${level}
    </p>`;
  }
  return html`<div class="banners" role="alert">
    ${banner(
      'warning',
      icons.warning,
      `${strings.guardWorse(title, labels, pText(p))} ${level}`,
      button({
        text: strings.useRandom,
        appearance: 'primary',
        onClick: () => void controller.useStrategy('random'),
      }),
    )}
  </div>`;
}

function weights(answer: LeaderboardAnswer, context: TabContext): TemplateResult {
  const { controller } = context;
  const figure = weightsFigure(answer.weights, { titleOf: titlesOf(controller), round: controller.round });
  return html`<section aria-labelledby="weights">
    <h2 id="weights">${strings.weights}</h2>
    ${
      figure === null
        ? emptyState({
            title: strings.noWeights,
            text: strings.noWeightsText,
            action: { text: strings.chooseStrategy, onClick: () => controller.command('chooseStrategy') },
          })
        : html`<p class="quiet" dir="auto">${figure.description}</p>
            <div class="figures wide">${figureBox(figure, context)}</div>`
    }
  </section>`;
}

function voted(answer: RoundVoteAnswer, context: TabContext): TemplateResult {
  const { controller } = context;
  const { vote, items } = answer;
  const titleOf = titlesOf(controller);
  const round = controller.round ?? 0;
  if (vote === null) return html``;
  const uniform = vote.uniformOverlap;
  return html`<section aria-labelledby="vote">
    <h2 id="vote">${strings.vote(round)}</h2>
    ${uniform === null ? nothing : html`<p class="quiet">${strings.sameAsUniform(percent(uniform))}</p>`}
    ${vote.note === null ? nothing : html`<p class="quiet" dir="auto">${vote.note}</p>`}
    <div class="figures">${agreementFigures(vote, titleOf).map((figure) => figureBox(figure, context))}</div>
    ${
      items.length === 0
        ? nothing
        : tableBox(
            contributionsTable(answer, {
              ...{ round, titleOf },
              nameOf: (row) => controller.card(row)?.itemId ?? '',
            }),
            controller,
            { onChoose: (index) => controller.choose({ row: items[index]!.row, tab: 'why' }) },
          )
    }
  </section>`;
}
