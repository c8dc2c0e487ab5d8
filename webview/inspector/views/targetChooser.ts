import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { onStep, targetField } from '../state/budgetTarget.ts';
import type { BudgetTarget } from '../state/budgetTarget.ts';
import { strings } from '../strings/budget.ts';

const kinds = ['gain', 'score'] as const;

/** Chooses what is asked for: a gain or a score, by number. */
export function targetChooser(
  target: BudgetTarget,
  onChoose: (target: BudgetTarget) => void,
): TemplateResult {
  const { kind } = target;
  const change = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    const typed = field.value.trim() === '' ? NaN : Number(field.value);
    const value = Number.isFinite(typed) ? onStep(typed / 100) : target[kind];
    // What was typed may lie between two steps: the field shows what is asked for.
    field.value = shown(value);
    if (value !== target[kind]) onChoose({ ...target, [kind]: value });
  };
  return html`<fieldset class="target">
    <legend>${strings.target}</legend>
    ${kinds.map(
      (each) =>
        html`<label
          ><input
            type="radio"
            name="target-kind"
            value=${each}
            .checked=${kind === each}
            @change=${() => onChoose({ ...target, kind: each })}
          />${strings.kinds[each]}</label
        >`,
    )}
    <label
      ><input
        type="number"
        aria-label=${strings.valueOf[kind]}
        min=${targetField.min}
        max=${targetField.max}
        step=${targetField.step}
        .value=${shown(target[kind])}
        @change=${change}
      />${strings.units[kind]}</label
    >
  </fieldset>`;
}

const shown = (share: number): string => String(Math.round(1000 * share) / 10);
