import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { InspectorController } from '../inspectorController.ts';
import { styled } from '../../views/styled.ts';

/** A class with its colour. */
export function classChip(name: string, { snapshot }: InspectorController): TemplateResult {
  const colour = snapshot?.classes.find((each) => each.name === name)?.colour ?? 'transparent';
  return html`<span class="class"
    ><span class="chip" ${styled({ '--chip': colour })}></span><span dir="auto">${name}</span></span
  >`;
}
