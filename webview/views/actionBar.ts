import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { ViewAction } from '../../src/protocol/labeling.ts';
import { strings } from '../strings.ts';
import { releaseFocus } from './classBar.ts';
import { icons } from './icons.ts';

export interface ActionBarOptions {
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** False where labels cannot be set, or no item is on screen. */
  readonly canMark: boolean;
  readonly flagged: boolean;
  readonly onAction: (action: ViewAction) => void;
}

interface ActionButton {
  readonly action: ViewAction;
  readonly icon: TemplateResult;
  readonly text: string;
  readonly key: string;
  /** aria-keyshortcuts */
  readonly shortcut: string;
  readonly enabled: boolean;
}

/**
 * The fixed actions with their keys; where there is less room, first the keys and then the words go (stage.ts). The
 * keys themselves are contributed keybindings of the extension.
 */
export function actionBar(options: ActionBarOptions): TemplateResult {
  const { canMark, canUndo, canRedo, flagged } = options;
  const { canGoBack, canGoForward } = options;
  const flag = flagged ? strings.unflag : strings.flag;
  const buttons: readonly (readonly ActionButton[])[] = [
    [entry('back', strings.back, '←', 'ArrowLeft', canGoBack)],
    [
      entry('skip', strings.skip, 'S', 'S', canMark),
      entry('flag', flag, 'F', 'F', canMark),
      entry('note', strings.noteAction, 'N', 'N', canMark),
      entry('undo', strings.undo, 'U', 'U Control+Z', canUndo),
      entry('redo', strings.redo, '⇧⌃Z', 'Control+Shift+Z', canRedo),
    ],
    [entry('forward', strings.forward, '→', 'ArrowRight', canGoForward)],
  ];
  return html`<div class="actions" role="toolbar" aria-label=${strings.actionsRegion}>
    ${buttons.map((group) => html`<div class="group">${group.map((item) => actionButton(item, options))}</div>`)}
  </div>`;
}

function entry(
  action: Extract<ViewAction, keyof typeof icons>,
  text: string,
  key: string,
  ...[shortcut, enabled]: [string, boolean]
): ActionButton {
  return { action, icon: icons[action], text, key, shortcut, enabled };
}

function actionButton(item: ActionButton, options: ActionBarOptions): TemplateResult {
  return html`<button
    type="button"
    class="action ${item.action}"
    title=${strings.withKey(item.text, item.key)}
    aria-keyshortcuts=${item.shortcut}
    ?disabled=${!item.enabled}
    @click=${(event: MouseEvent) => {
      releaseFocus(event);
      options.onAction(item.action);
    }}
  >
    ${item.icon}<span class="words">${item.text}</span><kbd aria-hidden="true">${item.key}</kbd>
  </button>`;
}
