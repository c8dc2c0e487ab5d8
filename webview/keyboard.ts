import type { ClassState } from '../src/protocol/labeling.ts';
import type { GridController } from './gridController.ts';
import type { LabelingController } from './labelingController.ts';
import { classForKey } from './state/classKeys.ts';

export interface KeyboardOptions {
  readonly labeling: LabelingController;
  readonly grid: GridController;
  readonly onClass: (entry: ClassState) => void;
  /** Zooms the image on screen; false when there is none. */
  readonly onZoom: (step: -1 | 0 | 1) => boolean;
}

/**
 * The keys that live in the webview: those of the classes, of the grid's selection and of the zoom. Everything else
 * bubbles on to VS Code, whose keybindings come back as actions. The listener is on the document and stops what it
 * handles, because VS Code listens on the window: so each key has one handler, even where two claim it.
 */
export function handleKey(event: KeyboardEvent, options: KeyboardOptions): void {
  const { labeling, grid } = options;
  labeling.dwell.activity();
  const target = event.composedPath()[0];
  if (isTextField(target)) {
    event.stopPropagation();
    return;
  }
  if (event.defaultPrevented || labeling.dialog !== null) return;
  if (isPress(event) && isControl(target)) {
    // The button is pressed by the browser; VS Code would run its own binding of the key as well.
    event.stopPropagation();
    return;
  }
  const entry = classForKey(labeling.snapshot?.classes ?? [], event);
  if (entry !== null) options.onClass(entry);
  else if (labeling.view === 'grid' ? !gridKey(event, grid) : !zoomKey(event, options.onZoom)) return;
  event.preventDefault();
  event.stopPropagation();
}

/** True while the focus is where letters are typed. */
function isTextField(target: EventTarget | undefined): boolean {
  return (
    target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === 'text')
  );
}

function isControl(target: EventTarget | undefined): boolean {
  return target instanceof HTMLElement && target.closest('button, a[href], summary, select') !== null;
}

function isPress(event: KeyboardEvent): boolean {
  return (event.key === 'Enter' || event.key === ' ') && !event.ctrlKey && !event.metaKey && !event.altKey;
}

/** Left, right and Enter are contributed keybindings and come as actions; with Shift they are the grid's own. */
function gridKey(event: KeyboardEvent, grid: GridController): boolean {
  if (event.altKey) return false;
  if (event.ctrlKey || event.metaKey) {
    if (event.key.toLowerCase() !== 'a' || event.shiftKey) return false;
    grid.selectEverything();
    return true;
  }
  const step = stepOf(event, grid);
  if (step !== null) grid.move(step, event.shiftKey);
  else if (event.key === ' ') grid.toggleActive();
  else if (event.key === 'Escape' && grid.selection.selected.size > 0) grid.clear();
  else return false;
  return true;
}

function stepOf(event: KeyboardEvent, { columns, rowsVisible }: GridController): number | null {
  switch (event.key) {
    case 'ArrowUp':
      return -columns;
    case 'ArrowDown':
      return columns;
    case 'PageUp':
      return -columns * rowsVisible;
    case 'PageDown':
      return columns * rowsVisible;
    case 'Home':
      return Number.NEGATIVE_INFINITY;
    case 'End':
      return Number.POSITIVE_INFINITY;
    case 'ArrowLeft':
      return event.shiftKey ? -1 : null;
    case 'ArrowRight':
      return event.shiftKey ? 1 : null;
    default:
      return null;
  }
}

function zoomKey(event: KeyboardEvent, onZoom: (step: -1 | 0 | 1) => boolean): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const step = ({ '+': 1, '=': 1, '-': -1, '0': 0 } as const)[event.key];
  return step === undefined ? false : onZoom(step);
}
