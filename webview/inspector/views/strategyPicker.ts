import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { icons } from '../../views/icons.ts';
import type { InspectorController } from '../inspectorController.ts';
import { strategyTitle } from '../state/strategyTitle.ts';
import { comparedName, comparedStrategies } from '../state/comparedStrategies.ts';
import { strings } from '../strings/strategies.ts';

const openName = 'strategyPickerOpen';

/** The strategies that are compared in all tabs, by id. */
export const readCompared = (controller: InspectorController): readonly string[] =>
  comparedStrategies(
    controller.kept(comparedName),
    controller.snapshot?.strategies ?? [],
    controller.snapshot?.usual ?? [],
  );

/** Tick boxes of the strategies to compare with the round's own. */
export function strategyPicker(controller: InspectorController): TemplateResult {
  const { snapshot, round } = controller;
  const strategies = snapshot?.strategies ?? [];
  const ticked = readCompared(controller);
  const ownId = snapshot?.rounds.find((each) => each.round === round)?.strategy ?? '';
  const own = strategyTitle(snapshot, ownId);
  const open = controller.kept(openName) === true;
  const others = ticked.filter((id) => id !== ownId);
  return html`<div class="picker">
    <button
      type="button"
      class="unfold"
      aria-expanded=${String(open)}
      aria-controls="strategy-ticks"
      @click=${() => controller.keep(openName, !open)}
    >
      <span class="arrow">${icons.forward}</span><strong>${strings.compared}</strong>
      <span class="quiet" dir="auto"
        >${strings.comparedCount(others.length, own, snapshot?.run ? 'run' : 'round')}</span
      >
    </button>
    <div id="strategy-ticks" ?hidden=${!open}>
      <div class="ticks" role="group" aria-label=${strings.compared}>
        ${strategies.map(({ id, title, description }) =>
          tick(
            { id, title, description },
            { checked: ticked.includes(id) || id === ownId, fixed: id === ownId },
            () =>
              controller.keep(
                comparedName,
                ticked.includes(id) ? ticked.filter((each) => each !== id) : [...ticked, id],
              ),
          ),
        )}
      </div>
      <p class="quiet">
        ${strings.slowNote}
        <button
          type="button"
          class="link"
          title=${snapshot?.run ? strings.usualOfRun : strings.usualTitle}
          @click=${() => controller.keep(comparedName, null)}
        >
          ${strings.usual}
        </button>
      </p>
    </div>
  </div>`;
}

function tick(
  { id, title, description }: { readonly id: string; readonly title: string; readonly description: string },
  { checked, fixed }: { readonly checked: boolean; readonly fixed: boolean },
  onChange: () => void,
): TemplateResult {
  return html`<label title=${description}
    ><input
      type="checkbox"
      value=${id}
      ?disabled=${fixed}
      .checked=${checked}
      @change=${fixed ? nothing : onChange}
    /><span dir="auto">${title}</span></label
  >`;
}
