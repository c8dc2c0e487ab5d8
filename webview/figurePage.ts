import { FigureCard } from './experiment/views/figureCard.ts';
import { TableBox } from './experiment/views/tableBox.ts';
import type { WebviewApi } from './hostChannel.ts';
import { registerToolkit } from './toolkit.ts';

declare const acquireVsCodeApi: () => WebviewApi;

interface PageParts<Controller> {
  /** The view's element, which the host put on the page. */
  readonly name: string;
  readonly view: new () => HTMLElement & { controller: Controller };
  readonly controller: (
    api: WebviewApi,
    schedule: (callback: () => void, delayMs: number) => () => void,
  ) => Controller;
}

/** Composes a view of figures on the page that the host made. */
export function startFigurePage<Controller extends { connect(): void }>({
  name,
  view: View,
  controller: create,
}: PageParts<Controller>): void {
  const controller = create(acquireVsCodeApi(), (callback, delayMs) => {
    const timer = window.setTimeout(callback, delayMs);
    return () => window.clearTimeout(timer);
  });
  registerToolkit();
  customElements.define('nextlabel-table', TableBox);
  customElements.define('nextlabel-figure', FigureCard);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) controller.connect();
  });
  // The host page's element must not be upgraded before it has its controller.
  document.querySelector(name)?.remove();
  customElements.define(name, View);
  document.body.prepend(Object.assign(new View(), { controller }));
  controller.connect();
}
