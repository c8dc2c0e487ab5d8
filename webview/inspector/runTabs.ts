import { strings } from './strings/shell.ts';
import type { InspectorTab } from './tab.ts';
import { runTimeTab } from './views/runTimeTab.ts';
import { strategiesTab } from './views/strategiesTab.ts';
import { whyTab } from './views/whyTab.ts';

/**
 * The tabs for a run of an experiment. There is no budget to plan, no label to doubt and nothing to send to a queue where
 * all labels are known: the tab "Over time" says so.
 */
export const runTabs: readonly InspectorTab[] = [
  { id: 'why', title: strings.tabs.why, render: whyTab },
  { id: 'strategies', title: strings.tabs.strategies, render: strategiesTab },
  { id: 'time', title: strings.tabs.time, render: runTimeTab },
];
