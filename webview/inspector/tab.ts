import type { TemplateResult } from 'lit';
import type { ChartColours } from '../../src/charts/figure.ts';
import type { InspectorController } from './inspectorController.ts';

/** What a tab draws with. */
export interface TabContext {
  readonly controller: InspectorController;
  /** Of the theme, for figures. */
  readonly colours: ChartColours;
}

/** A tab of the inspector; tabs.ts lists them. */
export interface InspectorTab {
  /** Also what a command names it by. */
  readonly id: string;
  readonly title: string;
  /** Called whenever something has changed, while the tab is shown; it asks for what it needs. */
  readonly render: (context: TabContext) => TemplateResult;
}
