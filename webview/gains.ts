import { FigureCard } from './experiment/views/figureCard.ts';
import { TableBox } from './experiment/views/tableBox.ts';
import { GainsController } from './gains/gainsController.ts';
import { connectToGainsHost } from './gains/gainsHost.ts';
import { GainsView } from './gains/views/gainsView.ts';
import type { WebviewApi } from './hostChannel.ts';
import { registerToolkit } from './toolkit.ts';

declare const acquireVsCodeApi: () => WebviewApi;

/** Composes the view of predicted gains on the page that the host made. */
function start(): void {
  const api = acquireVsCodeApi();
  const controller = new GainsController({
    host: connectToGainsHost(api),
    opened: textsOf(api.getState()),
    keepOpened: (opened) => void api.setState(opened),
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
  document.querySelector('nextlabel-gains')?.remove();
  customElements.define('nextlabel-gains', GainsView);
  document.body.prepend(Object.assign(new GainsView(), { controller }));
  controller.connect();
}

/** Anything that another version kept is left. */
function textsOf(kept: unknown): readonly string[] {
  return Array.isArray(kept) ? kept.filter((each): each is string => typeof each === 'string') : [];
}

start();
