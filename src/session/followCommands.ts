import type { LabelCommand } from '../protocol/labeling.ts';
import type { SessionState } from './sessionState.ts';

/** Brings the queue in line with commands that are durable; answers with how many of them set or cleared a label. */
export const followCommands = (state: SessionState, commands: readonly LabelCommand[]): number => {
  for (const command of commands) {
    if (command.action === 'repeat') followRepeat(state, command);
    else if (command.action === 'label' || command.action === 'skip') followDecision(state, command);
  }
  return commands.filter(({ action }) => action === 'label').length;
};

/** After a restart a repeat may be answered that is not in the queue any more. */
const followRepeat = ({ queue, repeatAnswers }: SessionState, { itemId, value }: LabelCommand): void => {
  const entry = queue.find(itemId);
  if (entry?.stream !== 'repeat') return;
  repeatAnswers.set(itemId, value);
  queue.decided(entry);
};

const followDecision = (state: SessionState, { itemId, action, value }: LabelCommand): void => {
  const { queue, decidedSince } = state;
  const row = state.rowOf(itemId);
  const cleared = action === 'label' && value === null;
  if (row === null) return;
  if (cleared) {
    decidedSince.delete(row);
    // Without a label there is nothing to ask again.
    queue.retain((entry) => entry.itemId !== itemId || entry.stream !== 'repeat');
    return;
  }
  decidedSince.add(row);
  const entry = queue.find(itemId);
  queue.decided(
    entry === null || entry.stream === 'repeat' ? state.freeEntry({ itemId, row }, 'browse') : entry,
  );
};
