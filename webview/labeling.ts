import { connectToHost, isFinalRefusal } from './connection.ts';
import { GridController } from './gridController.ts';
import type { WebviewApi } from './hostChannel.ts';
import { findStorage, keepState } from './keptState.ts';
import { LabelingController } from './labelingController.ts';
import { createDwellTimer } from './state/dwellTimer.ts';
import { registerToolkit } from './toolkit.ts';
import { ClassSearch } from './views/classSearch.ts';
import { GridView } from './views/gridView.ts';
import { HelpOverlay } from './views/helpOverlay.ts';
import { ItemImage } from './views/itemImage.ts';
import { LabelingView } from './views/labelingView.ts';
import { NoteEditor } from './views/noteEditor.ts';

declare const acquireVsCodeApi: () => WebviewApi;

/** Composes the labeling view on the page that the host made. */
function start(): void {
  const api = acquireVsCodeApi();
  const element = document.querySelector<HTMLElement>('nextlabel-labeling');
  const kept = keepState(api, element?.dataset['project'] ?? '', findStorage());
  const dwell = createDwellTimer(() => performance.now());
  const labeling = new LabelingController({
    host: connectToHost(api),
    saved: kept.read(),
    save: (state) => kept.write(state),
    dwell,
    newId: () => crypto.randomUUID(),
    isFinal: isFinalRefusal,
    schedule: (callback, delayMs) => {
      const timer = window.setTimeout(callback, delayMs);
      return () => window.clearTimeout(timer);
    },
  });
  const grid = new GridController(labeling);

  registerToolkit();
  customElements.define('nextlabel-image', ItemImage);
  customElements.define('nextlabel-grid', GridView);
  customElements.define('nextlabel-note-editor', NoteEditor);
  customElements.define('nextlabel-class-search', ClassSearch);
  customElements.define('nextlabel-help', HelpOverlay);

  for (const type of ['pointerdown', 'pointermove', 'wheel']) {
    document.addEventListener(type, () => dwell.activity(), { passive: true });
  }
  document.addEventListener('visibilitychange', () => {
    dwell.setHidden(document.hidden);
    if (!document.hidden) labeling.connect();
  });
  mount(labeling, grid);
  labeling.connect();
}

/** Puts the view in place of the host page's element, which must not be upgraded before it has its controllers. */
function mount(labeling: LabelingController, grid: GridController): void {
  document.querySelector('nextlabel-labeling')?.remove();
  customElements.define('nextlabel-labeling', LabelingView);
  document.body.prepend(Object.assign(new LabelingView(), { labeling, grid }));
}

start();
