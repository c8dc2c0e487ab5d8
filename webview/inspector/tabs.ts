import { strings } from './strings/shell.ts';
import type { InspectorTab } from './tab.ts';
import { budgetTab } from './views/budgetTab.ts';
import { leaderboardTab } from './views/leaderboardTab.ts';
import { mapTab } from './views/mapTab.ts';
import { secondLookTab } from './views/secondLookTab.ts';
import { strategiesTab } from './views/strategiesTab.ts';
import { timeTab } from './views/timeTab.ts';
import { whyTab } from './views/whyTab.ts';

const why: InspectorTab = { id: 'why', title: strings.tabs.why, render: whyTab };
const map: InspectorTab = { id: 'map', title: strings.tabs.map, render: mapTab };
const strategies: InspectorTab = {
  id: 'strategies',
  title: strings.tabs.strategies,
  render: strategiesTab,
};
const leaderboard: InspectorTab = {
  id: 'leaderboard',
  title: strings.tabs.leaderboard,
  render: leaderboardTab,
};
const time: InspectorTab = { id: 'time', title: strings.tabs.time, render: timeTab };
const look: InspectorTab = { id: 'look', title: strings.tabs.look, render: secondLookTab };
const budget: InspectorTab = { id: 'budget', title: strings.tabs.budget, render: budgetTab };

/** The tabs in their order: why, map, strategies, leaderboard, over time, second look, budget. */
export const tabs: readonly InspectorTab[] = [why, map, strategies, leaderboard, time, look, budget];
