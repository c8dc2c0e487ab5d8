import type { ReportRanks } from '../../protocol/experiment.ts';
import { drawRankDiagram } from '../drawing/rankDiagram.ts';
import type { Figure } from '../figure.ts';
import { ranksTable, significance } from '../tables/ranksTable.ts';
import { fixed, listed, plural, settingNames } from '../wording.ts';
import type { FigureContext } from './curveFigures.ts';

/** Average ranks with a critical-difference diagram (Demšar 2006). */
export function averageRanks(ranks: ReportRanks, { idOf }: FigureContext): Figure {
  const id = idOf('ranks', ranks.setting, ranks.model);
  const title = `Average ranks: ${settingNames[ranks.setting]}, ${ranks.model}`;
  const sorted = ranks.strategies.toSorted((a, b) => a.rank - b.rank);
  const places = new Map(sorted.map(({ strategy }, place) => [strategy, place]));
  const description = describe(ranks, sorted);
  const { criticalDifference } = ranks;
  const diagram = {
    title,
    description,
    ranks: sorted.map(({ strategy, rank }) => ({ name: strategy, rank, text: fixed(rank, 2) })),
    criticalDifference:
      criticalDifference === null
        ? null
        : { value: criticalDifference, text: `critical difference ${fixed(criticalDifference, 2)}` },
    groups: ranks.groups
      .filter((group) => group.length > 1)
      .map((group) => group.map((name) => places.get(name) ?? 0))
      .map((members) => ({ first: Math.min(...members), last: Math.max(...members) })),
  };
  return {
    id,
    title,
    description,
    table: { ...ranksTable([ranks]), id, title },
    draw: (options) => drawRankDiagram(diagram, options),
  };
}

function describe(ranks: ReportRanks, sorted: ReportRanks['strategies']): string {
  const best = sorted[0];
  const splits = plural(ranks.blocks, 'split', 'splits');
  const sentences = [
    `Average ranks by the area under the learning curve over ${splits} on which every strategy ran; 1 is best.`,
  ];
  if (best !== undefined) {
    const others = sorted.slice(1).map(({ strategy, rank }) => `${strategy} ${fixed(rank, 2)}`);
    const rest = others.length === 0 ? '' : `, then ${listed(others)}`;
    sentences.push(`${best.strategy} is best with ${fixed(best.rank, 2)}${rest}.`);
  }
  return [...sentences, ...significance(ranks)].join(' ');
}
