import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { LabelingSnapshot, RankingState, ViewCommand } from '../../src/protocol/labeling.ts';
import type { SavePhase } from '../state/outbox.ts';
import { strings } from '../strings.ts';
import { icons } from './icons.ts';

export interface StatusOptions {
  readonly snapshot: LabelingSnapshot;
  readonly waiting: number;
  readonly phase: SavePhase;
  readonly lastError: string;
  readonly onRetry: () => void;
  readonly onCommand: (command: ViewCommand) => void;
}

/** The bottom line: how old the ranking is, what it is made by, and whether every label is on disk. */
export function statusLine(options: StatusOptions): TemplateResult {
  const { ranking, readOnly, total } = options.snapshot;
  const mayRank = readOnly === null && ranking.status !== 'ranking' && total > 0;
  return html`<footer class="status" aria-label=${strings.statusRegion}>
    <span class="ranking ${ranking.status}"
      >${rankingIcon(ranking)}<span>${rankingWords(ranking)}</span></span
    >
    ${ranking.round === 0 ? nothing : html`<span class="quiet">${strings.round(ranking.round)}</span>`}
    <button
      type="button"
      class="link"
      title=${strings.chooseStrategyTitle}
      @click=${() => options.onCommand('chooseStrategy')}
    >
      ${ranking.strategyTitle === '' ? strings.noStrategy : ranking.strategyTitle}
    </button>
    ${
      mayRank
        ? html`<button
            type="button"
            class="link"
            title=${strings.rankNowTitle}
            @click=${() => options.onCommand('rankNow')}
          >
            ${strings.rankNow}
          </button>`
        : nothing
    }
    ${ranking.detail === '' ? nothing : html`<span class="detail quiet">${ranking.detail}</span>`}
    <span class="gap"></span>
    ${saveState(options)}
  </footer>`;
}

function rankingIcon(ranking: RankingState): TemplateResult {
  if (ranking.status === 'ranking') return html`<span class="turning">${icons.sync}</span>`;
  return ranking.status === 'stale' ? icons.warning : html`<span class="dot" aria-hidden="true"></span>`;
}

export function rankingWords(ranking: RankingState): string {
  switch (ranking.status) {
    case 'current':
      return strings.rankedAgo(ranking.labelsAgo);
    case 'ranking':
      if (ranking.progress !== '') return strings.rankingAt(ranking.progress);
      return ranking.round === 0 || ranking.labelsAgo === 0
        ? strings.ranking
        : strings.rankingOld(ranking.labelsAgo);
    case 'stale':
      return `${strings.stale}: ${strings.rankedAgo(ranking.labelsAgo).toLowerCase()}`;
    case 'none':
      return strings.notRanked;
  }
}

function saveState({ phase, waiting, lastError, onRetry }: StatusOptions): TemplateResult {
  switch (phase) {
    case 'saved':
      return html`<span class="save saved">${icons.check}<span>${strings.saved}</span></span>`;
    case 'saving':
      return html`<span class="save saving">${icons.sync}<span>${strings.saving(waiting)}</span></span>`;
    case 'retrying':
      return html`<span class="save retrying" title=${lastError === '' ? nothing : lastError}
          >${icons.warning}<span>${strings.notSaved(waiting)}</span></span
        ><button type="button" class="link" @click=${onRetry}>${strings.retryNow}</button>`;
  }
}
