import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { strings } from '../strings.ts';
import { button } from '../toolkit.ts';
import { ModalElement } from './modal.ts';

/** The keys. Sends `change-keys` when the annotator wants others. */
export class HelpOverlay extends ModalElement {
  protected readonly heading = strings.helpHeading;

  protected body(): TemplateResult {
    return html`<div class="sheet help">
      <h2 tabindex="-1" autofocus>${strings.helpHeading}</h2>
      <div class="help-columns">
        <dl>
          <div class="key-row">
            <dt>${strings.helpClasses}</dt>
            <dd>${strings.helpClassesText}</dd>
          </div>
          ${strings.helpKeys.map(keyRow)}
        </dl>
        <div>
          <h3>${strings.helpGrid}</h3>
          <dl>${strings.helpGridKeys.map(keyRow)}</dl>
          <h3>${strings.helpImage}</h3>
          <dl>${strings.helpImageKeys.map(keyRow)}</dl>
        </div>
      </div>
      <p class="quiet">${strings.helpChange}</p>
      <div class="choices">
        ${button({
          text: strings.changeKeys,
          onClick: () => this.dispatchEvent(new Event('change-keys')),
        })}
        ${button({ text: strings.close, appearance: 'primary', onClick: () => this.close() })}
      </div>
    </div>`;
  }
}

function keyRow([key, meaning]: readonly [string, string]): TemplateResult {
  return html`<div class="key-row">
    <dt><kbd>${key}</kbd></dt>
    <dd>${meaning}</dd>
  </div>`;
}
