import { ExperimentController } from './experiment/experimentController.ts';
import { connectToExperimentHost } from './experiment/experimentHost.ts';
import { readSavedView, writeSavedView } from './experiment/state/savedView.ts';
import { FigureCard } from './experiment/views/figureCard.ts';
import { ResultsView } from './experiment/views/resultsView.ts';
import { TableBox } from './experiment/views/tableBox.ts';
import type { WebviewApi } from './hostChannel.ts';
import { registerToolkit } from './toolkit.ts';

declare const acquireVsCodeApi: () => WebviewApi;

/** Composes the results view on the page that the host made. */
function start(): void {
  const api = acquireVsCodeApi();
  const controller = new ExperimentController({
    host: connectToExperimentHost(api),
    saved: readSavedView(api.getState()),
    save: (view) => void api.setState(writeSavedView(view)),
    schedule: (callback, delayMs) => {
      const timer = window.setTimeout(callback, delayMs);
      return () => window.clearTimeout(timer);
    },
  });
  registerToolkit();
  customElements.define('nextlabel-table', TableBox);
  customElements.define('nextlabel-figure', FigureCard);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) controller.connect();
  });
  // The host page's element must not be upgraded before it has its controller.
  document.querySelector('nextlabel-experiment')?.remove();
  customElements.define('nextlabel-experiment', ResultsView);
  document.body.prepend(Object.assign(new ResultsView(), { controller }));
  controller.connect();
}

start();
