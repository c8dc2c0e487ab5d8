import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Suspect } from '../../../src/protocol/secondLook.ts';
import { keyShortcut } from '../../state/classKeys.ts';
import { icons } from '../../views/icons.ts';
import { styled } from '../../views/styled.ts';
import type { LookModel } from '../state/lookModel.ts';
import { strings } from '../strings/secondLook.ts';

/** More other classes than this are chosen from a list. */
const MOST_BUTTONS = 8;

/** What can be done with the label on screen; null: only the last step can be taken back. */
export function lookActions(model: LookModel, current: Suspect | null): TemplateResult {
  const { readOnly } = model.work;
  return html`${readOnly === null ? nothing : html`<p class="refusal" dir="auto">${icons.lock} ${readOnly}</p>`}
    <div class="look-actions">
      ${current === null ? nothing : decisions(model, current, readOnly !== null)}
      ${action({
        text: strings.undo,
        title: strings.undoTitle,
        key: strings.keys.undo,
        disabled: !model.canUndo,
        onClick: () => model.undo(),
      })}
    </div>
    ${current === null ? nothing : otherClasses(model, current, readOnly !== null)}`;
}

function decisions(model: LookModel, current: Suspect, disabled: boolean): TemplateResult {
  const label = model.nameOf(current.label);
  const suggested = model.nameOf(current.suggested);
  return html`${action({
    text: strings.keep(label),
    title: strings.keepTitle,
    key: strings.keys.keep,
    disabled,
    onClick: () => model.decide(current, label),
  })}
  ${action({
    text: strings.change(suggested),
    title: strings.changeTitle,
    key: strings.keys.change,
    disabled,
    onClick: () => model.decide(current, suggested),
  })}
  ${action({
    text: strings.putOff,
    title: strings.putOffTitle,
    key: strings.keys.putOff,
    disabled: false,
    onClick: () => model.putOff(current),
  })}`;
}

interface Action {
  readonly text: string;
  readonly title: string;
  readonly key: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
}

function action({ text, title, key, disabled, onClick }: Action): TemplateResult {
  return html`<button
    type="button"
    class="act"
    title=${title}
    aria-keyshortcuts=${key}
    ?disabled=${disabled}
    @click=${onClick}
  >
    <span dir="auto">${text}</span> <kbd aria-hidden="true">${key}</kbd>
  </button>`;
}

/** Classes that are neither the label nor what it may be; nothing where there are none. */
function otherClasses(
  model: LookModel,
  current: Suspect,
  disabled: boolean,
): TemplateResult | typeof nothing {
  const all = model.controller.snapshot?.classes ?? [];
  const classes = all.filter((_, index) => index !== current.label && index !== current.suggested);
  if (classes.length === 0) return nothing;
  return html`<div class="look-others" role="group" aria-label=${strings.other}>
    <span class="quiet">${strings.other}</span>
    ${
      classes.length > MOST_BUTTONS
        ? chooser(model, { current, disabled, names: classes.map(({ name }) => name) })
        : classes.map(
            ({ name, colour, key }) =>
              html`<button
                type="button"
                class="act"
                title=${strings.change(name)}
                aria-keyshortcuts=${key === '' ? nothing : keyShortcut(key)}
                ?disabled=${disabled}
                @click=${() => model.decide(current, name)}
              >
                <span class="chip" ${styled({ '--chip': colour })}></span> <span dir="auto">${name}</span>
                ${key === '' ? nothing : html`<kbd aria-hidden="true">${key.toUpperCase()}</kbd>`}
              </button>`,
          )
    }
  </div>`;
}

function chooser(
  model: LookModel,
  {
    current,
    disabled,
    names,
  }: { readonly current: Suspect; readonly disabled: boolean; readonly names: readonly string[] },
): TemplateResult {
  const change = (event: SubmitEvent): void => {
    event.preventDefault();
    model.decide(current, (event.target as HTMLFormElement).querySelector('select')!.value);
  };
  return html`<form @submit=${change}>
    <select aria-label=${strings.other} ?disabled=${disabled}>
      ${names.map((name) => html`<option value=${name}>${name}</option>`)}
    </select>
    <button type="submit" class="act" ?disabled=${disabled}>${strings.set}</button>
  </form>`;
}
