import type { ItemView, LabelCommand, LabelingSnapshot } from '../../../src/protocol/labeling.ts';
import { marksOf } from '../../../webview/state/marks.ts';
import type { TrackedCommand } from '../../../webview/state/marks.ts';

export function item(row: number, over: Partial<ItemView> = {}): ItemView {
  return {
    itemId: `i${row}`,
    row,
    content: { kind: 'text', text: `text ${row}`, fields: [] },
    label: null,
    skipped: false,
    flagged: false,
    note: '',
    rank: row + 1,
    score: 0.5,
    gain: null,
    stream: 'strategy',
    repeat: false,
    strategyTitle: 'Margin',
    selectionProbability: 0.1,
    suggestion: { className: 'cat', probability: 0.7 },
    ...over,
  };
}

export function items(from: number, to: number): ItemView[] {
  return Array.from({ length: to - from }, (_, index) => item(from + index));
}

export function snapshot(over: Partial<LabelingSnapshot> = {}): LabelingSnapshot {
  const classes = ['cat', 'dog'].map((name, index) => ({
    name,
    key: String(index + 1),
    colour: '#123456',
    description: '',
    labeled: 0,
  }));
  return {
    projectName: 'animals',
    kind: 'text',
    revision: 0,
    classes,
    total: 100,
    labeled: 0,
    skipped: 0,
    flagged: 0,
    ranking: {
      round: 1,
      labelsAgo: 0,
      status: 'current',
      progress: '',
      detail: '',
      strategy: 'margin',
      strategyTitle: 'Margin',
    },
    sequence: items(0, 6),
    turn: 0,
    canUndo: false,
    canRedo: false,
    readOnly: null,
    showSuggestions: true,
    notice: '',
    busy: '',
    ...over,
  };
}

let counter = 0;

export function command(
  target: ItemView,
  action: LabelCommand['action'],
  value: string | null,
): TrackedCommand {
  counter += 1;
  const eventId = `event-${counter}`;
  return {
    command: {
      eventId,
      itemId: target.itemId,
      action,
      value,
      secondsSpent: 1,
      suggestionShown: false,
      view: 'item',
    },
    before: marksOf(target),
  };
}
