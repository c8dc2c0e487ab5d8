import { strings } from './strings/shell.ts';
import type { InspectorTab } from './tab.ts';
import { whyTab } from './views/whyTab.ts';

/** The tabs in their order: one line for each. */
export const tabs: readonly InspectorTab[] = [{ id: 'why', title: strings.tabs.why, render: whyTab }];
