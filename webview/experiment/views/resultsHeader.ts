import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { metricNames } from '../../../src/charts/wording.ts';
import type { ExperimentCommand, ExperimentSnapshot } from '../../../src/protocol/experimentView.ts';
import { button } from '../../toolkit.ts';
import { icons } from '../../views/icons.ts';
import { styled } from '../../views/styled.ts';
import { strings } from '../strings.ts';

export interface HeaderOptions {
  readonly snapshot: ExperimentSnapshot;
  readonly cancelling: boolean;
  readonly onCommand: (command: ExperimentCommand) => void;
}

/** Which experiment this is, how far it is, and what can be done with it. */
export function resultsHeader(options: HeaderOptions): TemplateResult {
  const { report, folderName } = options.snapshot;
  return html`<header>
    <div class="headline">
      <h1 dir="auto">${report.name}</h1>
      <p class="quiet" dir="auto">
        ${strings.metric(metricNames[report.metric])}<span class="dot" aria-hidden="true"> · </span
        >${strings.folder(folderName)}
      </p>
    </div>
    ${stateLine(options.snapshot)}
    <div class="choices">${runButton(options)}${otherButtons(options)}</div>
  </header>`;
}

function stateLine({ state, report, progress }: ExperimentSnapshot): TemplateResult {
  const done = progress?.done ?? report.done;
  const total = progress?.total ?? report.total;
  const left = progress?.secondsLeft ?? null;
  return html`<div class="state ${state}">
    <strong>${stateIcon(state)}${strings[state]}</strong>
    ${state === 'complete' ? nothing : progressBar(done, total)}
    <span>${state === 'complete' ? strings.allRuns(total) : strings.runsDone(done, total)}</span>
    ${state === 'running' && left !== null ? html`<span class="quiet">${strings.secondsLeft(left)}</span>` : nothing}
  </div>`;
}

function stateIcon(state: ExperimentSnapshot['state']): TemplateResult {
  switch (state) {
    case 'running':
      return html`<span class="turning">${icons.sync}</span>`;
    case 'complete':
      return icons.check;
    case 'incomplete':
      return icons.warning;
  }
}

function progressBar(done: number, total: number): TemplateResult {
  return html`<div
    class="progress-bar"
    role="progressbar"
    aria-label=${strings.progressLabel}
    aria-valuemin="0"
    aria-valuemax=${total}
    aria-valuenow=${Math.min(done, total)}
    ${styled({ '--done': `${total === 0 ? 0 : (100 * done) / total}%` })}
  >
    <span></span>
  </div>`;
}

/** One button that starts or stops, so that the focus stays on it when the state changes. */
function runButton({ snapshot, cancelling, onCommand }: HeaderOptions): TemplateResult | typeof nothing {
  if (snapshot.state === 'complete') return nothing;
  const running = snapshot.state === 'running';
  return button({
    text: running ? (cancelling ? strings.cancelling : strings.cancel) : strings.resume,
    title: running ? strings.cancelTitle : strings.resumeTitle,
    appearance: running ? 'secondary' : 'primary',
    onClick: () => onCommand(running ? 'cancel' : 'resume'),
  });
}

function otherButtons({ snapshot, onCommand }: HeaderOptions): TemplateResult {
  return html`${
    snapshot.report.done === 0
      ? nothing
      : button({
          text: strings.inspect,
          title: strings.inspectTitle,
          onClick: () => onCommand('inspect'),
        })
  }${button({
    text: strings.openSpec,
    title: strings.openSpecTitle,
    onClick: () => onCommand('openSpec'),
  })}${button({
    text: strings.showFolder,
    title: strings.showFolderTitle,
    onClick: () => onCommand('revealFolder'),
  })}`;
}
