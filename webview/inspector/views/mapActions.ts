import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { button } from '../../toolkit.ts';
import { icons } from '../../views/icons.ts';
import { styled } from '../../views/styled.ts';
import type { MapModel } from '../map/mapModel.ts';
import { strings } from '../strings/map.ts';

/** More classes than this are chosen from a list. */
const MOST_BUTTONS = 8;

/** What can be done with the selected items. */
export function mapActions(model: MapModel): TemplateResult {
  const { selected, refusal, work, outcome } = model;
  const count = selected.size;
  return html`<section class="actions" aria-label=${strings.actions}>
    <div class="selected">
      <strong>${count === 0 ? strings.nothingSelected : strings.selected(count)}</strong>
      ${
        count === 0
          ? nothing
          : html`<button type="button" class="link" @click=${() => model.clearSelection()}>
              ${strings.clear}
            </button>`
      }
    </div>
    ${count === 0 ? html`<p class="quiet">${strings.selectHint}</p>` : nothing}
    ${refusal === '' ? nothing : html`<p class="refusal" dir="auto">${icons.lock} ${refusal}</p>`}
    ${count === 0 ? nothing : labeling(model)}
    <div class="choices">
      ${
        count === 0
          ? nothing
          : button({
              text: strings.toQueue,
              title: strings.toQueueTitle,
              disabled: refusal !== '',
              onClick: () => void model.sendToQueue(),
            })
      }
      ${button({
        text: strings.undo,
        title: strings.undoTitle,
        disabled: work.readOnly !== null || !(work.canUndo || model.patches.size > 0),
        onClick: () => void model.undo(),
      })}
    </div>
    ${outcome === '' ? nothing : outcomeLine(model)} ${queueLine(model)}
  </section>`;
}

function outcomeLine(model: MapModel): TemplateResult {
  const { sent } = model;
  return html`<p class="outcome" dir="auto" tabindex="-1">
    ${model.outcome}
    ${
      sent.length === 0
        ? nothing
        : html`<button type="button" class="link" @click=${() => void model.takeFromQueue(sent)}>
            ${strings.takeBack}
          </button>`
    }
  </p>`;
}

function queueLine(model: MapModel): TemplateResult | typeof nothing {
  const { queued, readOnly } = model.work;
  if (queued.length === 0) return nothing;
  return html`<p class="queue">
    ${strings.queued(queued.length)}
    <button
      type="button"
      class="link"
      title=${strings.clearQueueTitle}
      ?disabled=${readOnly !== null}
      @click=${() => void model.takeFromQueue(null)}
    >
      ${strings.clearQueue}
    </button>
    <button type="button" class="link" @click=${() => model.controller.command('openLabelingView')}>
      ${strings.openLabeling}
    </button>
  </p>`;
}

function labeling(model: MapModel): TemplateResult {
  const classes = model.controller.snapshot?.classes ?? [];
  const disabled = model.refusal !== '';
  return html`<div class="label-as" role="group" aria-label=${strings.labelAs}>
    <span class="quiet">${strings.labelAs}</span>
    ${
      classes.length > MOST_BUTTONS
        ? chooser(model, disabled)
        : classes.map(
            ({ name, colour }) =>
              html`<button type="button" ?disabled=${disabled} @click=${() => model.label(name)}>
                <span class="chip" ${styled({ '--chip': colour })}></span> <span dir="auto">${name}</span>
              </button>`,
          )
    }
    <button type="button" class="link" ?disabled=${disabled} @click=${() => model.label(null)}>
      ${strings.clearLabels}
    </button>
  </div>`;
}

function chooser(model: MapModel, disabled: boolean): TemplateResult {
  const classes = model.controller.snapshot?.classes ?? [];
  const label = (event: SubmitEvent): void => {
    event.preventDefault();
    const { value } = (event.target as HTMLFormElement).querySelector('select')!;
    model.label(value);
  };
  return html`<form @submit=${label}>
    <select aria-label=${strings.labelAs} ?disabled=${disabled}>
      ${classes.map(({ name }) => html`<option value=${name}>${name}</option>`)}
    </select>
    <button type="submit" ?disabled=${disabled}>${strings.label}</button>
  </form>`;
}
