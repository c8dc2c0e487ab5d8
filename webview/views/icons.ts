import { html } from 'lit';
import type { TemplateResult } from 'lit';

/** Icons of 16 by 16 px in the text's colour; always beside words or on a labeled button. */
const icon = (path: string): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    <path d=${path} />
  </svg>`;

export const icons = {
  back: icon('M10 3 5 8l5 5'),
  forward: icon('m6 3 5 5-5 5'),
  skip: icon('m3 3.5 6 4.5-6 4.5zM12.5 3.5v9'),
  flag: icon('M4 14V2.5M4 3h8l-2 3 2 3H4'),
  note: icon('M3 3h10v7l-3 3H3zM10 13v-3h3M5.5 6h5M5.5 8.5h3'),
  undo: icon('M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M6 3.5l-3 3 3 3'),
  redo: icon('M13 6.5H6.5a3.5 3.5 0 0 0 0 7H10m0-10 3 3-3 3'),
  item: icon('M2.5 3.5h11v9h-11zM5 6.5h6M5 9.5h4'),
  grid: icon('M2.5 2.5h4.5v4.5H2.500zM9 2.500h4.500v4.500H9zM2.500 9h4.500v4.500H2.500zM9 9h4.500v4.500H9z'),
  help: icon('M5.500 6a2.500 2.500 0 1 1 3.700 2.200c-.800.450-1.200.900-1.200 1.800M8 12.200v.600'),
  export: icon('M8 10V2.500m-3 3 3-3 3 3M3 9.500v4h10v-4'),
  search: icon('M7 11.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9zM10.300 10.300l3.700 3.700'),
  check: icon('m3 8.500 3.500 3.500L13 4.500'),
  sync: icon('M13 8a5 5 0 0 1-9.300 2.500M3 8a5 5 0 0 1 9.300-2.500M12.500 2.500v3h-3M3.500 13.500v-3h3'),
  warning: icon('M8 2.500 14.500 13.500h-13zM8 6.500v3.500M8 11.500v.500'),
  close: icon('m4 4 8 8m0-8-8 8'),
  lock: icon('M4 7.500h8v6H4zM5.500 7.500V5a2.500 2.500 0 0 1 5 0v2.500'),
  info: icon('M8 14a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM8 7.500v3.500M8 5v.500'),
  dice: icon('M3 3h10v10H3zM6 6v.010M10 10v.010M10 6v.010M6 10v.010'),
  eye: icon(
    'M1.500 8S4 3.500 8 3.500 14.500 8 14.500 8 12 12.500 8 12.500 1.500 8 1.500 8zM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  ),
} as const;
