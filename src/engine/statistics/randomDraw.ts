import type { Stream } from '../../protocol/stream.ts';
import type { QueuedLabels } from '../../protocol/whatIf.ts';

/** Whether an item was drawn at random: by the random stream, or by the strategy Random, which draws as that stream does. */
export const isRandomDraw = (stream: Stream, strategy: string | null | undefined): boolean =>
  stream === 'random' || (stream === 'strategy' && strategy === 'random');

/** Labels of items that were drawn at random. */
export const countRandomDraws = ({
  streams,
  strategies,
}: Pick<QueuedLabels, 'streams' | 'strategies'>): number =>
  streams.filter((stream, index) => isRandomDraw(stream, strategies[index])).length;
