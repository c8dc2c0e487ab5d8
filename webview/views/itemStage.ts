import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ItemView } from '../../src/protocol/labeling.ts';
import { strings } from '../strings.ts';
import { releaseFocus } from './classBar.ts';
import { icons } from './icons.ts';
import { itemRow } from './itemRow.ts';
import { itemText } from './itemText.ts';
import { styled } from './styled.ts';

export interface StageOptions {
  readonly item: ItemView;
  readonly colourOf: (className: string) => string | null;
  readonly disabled: boolean;
  readonly onClear: () => void;
  readonly onNote: () => void;
  /** Opens the inspector on this item. */
  readonly onWhy: () => void;
}

/** The item with the line above that says where it comes from, and the note below. */
export function itemStage(options: StageOptions): TemplateResult {
  const { item } = options;
  return html`${originLine(options)}${content(item)}
  ${
    item.note === ''
      ? nothing
      : html`<button type="button" class="note-line" title=${strings.note} @click=${options.onNote}>
          ${icons.note}<span class="spoken">${strings.note}: </span><span dir="auto">${item.note}</span>
        </button>`
  }`;
}

function content(item: ItemView): TemplateResult {
  switch (item.content.kind) {
    case 'text':
      return itemText(item.content);
    case 'tabular':
      return itemRow(item.content);
    case 'image':
      return html`<nextlabel-image class="canvas" .content=${item.content}></nextlabel-image>`;
  }
}

function originLine(options: StageOptions): TemplateResult {
  const { item } = options;
  const chance =
    item.selectionProbability === null ? nothing : strings.selectionProbability(item.selectionProbability);
  return html`<div class="origin">
    <span class="rank">${item.rank === null ? strings.row(item.row) : strings.rank(item.rank)}</span>
    ${
      item.score === null || !Number.isFinite(item.score)
        ? nothing
        : html`<span class="score">${strings.score(item.score)}</span>`
    }
    ${
      item.gain === null
        ? nothing
        : html`<span class="gain" dir="auto" title=${strings.gainTitle(item.gain)}
            >${strings.gain(item.gain)}</span
          >`
    }
    <span class="stream" title=${chance}>
      ${item.stream === 'random' ? icons.dice : nothing}${strings.streams[item.stream](item.strategyTitle)}
    </span>
    <button
      type="button"
      class="link why"
      title=${strings.withKey(strings.whyTitle, 'Alt+W')}
      aria-keyshortcuts="Alt+W"
      @click=${(event: MouseEvent) => {
        releaseFocus(event);
        options.onWhy();
      }}
    >
      ${strings.why}
    </button>
    <span class="gap"></span>
    ${marks(options)}
  </div>`;
}

function marks({ item, colourOf, disabled, onClear }: StageOptions): TemplateResult {
  return html`${
    item.flagged ? html`<span class="mark flagged">${icons.flag}${strings.flagged}</span>` : nothing
  }
  ${
    item.skipped && item.label === null
      ? html`<span class="mark">${icons.skip}${strings.skipped}</span>`
      : nothing
  }
  ${
    item.label === null
      ? nothing
      : html`<span class="mark"
          ><span class="quiet">${strings.labeledAs}</span>
          <span class="chip" ${styled({ '--chip': colourOf(item.label) ?? 'transparent' })}></span>
          <strong dir="auto">${item.label}</strong>
          <button
            type="button"
            class="tool"
            title=${strings.clearLabel}
            aria-label=${strings.clearLabel}
            ?disabled=${disabled}
            @click=${onClear}
          >
            ${icons.close}
          </button></span
        >`
  }`;
}
