import type { Cancellation } from '../engine/cancellation.ts';
import { creditedMean, regretOf } from '../engine/leaderboard/creditedMean.ts';
import type { CreditedGains } from '../engine/leaderboard/creditedMean.ts';
import { FIRST_LOOK, worseThanRandom } from '../engine/leaderboard/worseThanRandom.ts';
import { FEWEST_RANDOM_LABELS, realisedGains } from '../engine/metrics/realisedGain.ts';
import { resolveParams } from '../engine/models/params.ts';
import { findModel } from '../engine/models/registry.ts';
import { fingerprint } from '../engine/numeric/fingerprint.ts';
import { gatherRows } from '../engine/numeric/gatherRows.ts';
import { createRng } from '../engine/numeric/rng.ts';
import type { GuardVerdict, LeaderboardAnswer, Standing } from '../protocol/inspectorLeaderboard.ts';
import { objectiveClass } from '../protocol/objective.ts';
import { objectiveName } from '../protocol/objectiveName.ts';
import { firstDecisionsOf } from '../store/firstDecisions.ts';
import { indexLabels } from '../store/indexLabels.ts';
import { snapshotAt } from '../store/snapshotAt.ts';
import { proposalsOf } from './credits.ts';
import type { Proposal } from './credits.ts';
import type { InspectedProject } from './inspectedProject.ts';
import type { ProjectInspector } from './projectInspector.ts';

/** Of all intervals. */
const LEVEL = 0.95;

/** Labels whose gain is measured, the last ones: each takes a fit of the model. */
const MEASURED_AT_MOST = 1000;

export interface LeaderboardOptions {
  /** Id of the strategy that the guard looks at. */
  readonly chosen: string;
  /** 0 = it looks at nothing. */
  readonly guardLevel: number;
  readonly signal?: Cancellation | undefined;
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

/** A label that somebody proposed, with its realised gain. */
interface Measured extends Proposal {
  readonly gain: number;
}

/**
 * What the labels of by now gained, by who proposed them. Nothing is measured before there are labels of the random stream
 * to judge by. Throws RangeError for an unknown model or parameter, CancelledError when the signal is aborted.
 */
export function leaderboard(inspector: ProjectInspector, options: LeaderboardOptions): LeaderboardAnswer {
  const { project } = inspector;
  const { config, rounds } = project;
  const proposals = proposalsOf(firstDecisionsOf(project.events).values(), rounds);
  const known = labelsOf(project, proposals);
  const measured = measure(inspector, known, options);
  const random = Float64Array.from(
    measured.filter(({ isRandom }) => isRandom),
    ({ gain }) => gain,
  );
  const hasRandom = random.length > 0;
  const chosen = creditOf(measured, options.chosen);
  const guard = hasRandom ? guardOf(chosen, random, { ...options, seed: config.seed }) : null;
  const weights = rounds.flatMap(({ round, strategy, vote }) =>
    vote === null ? [] : [{ round, strategy, candidates: vote.candidates, weights: vote.weights }],
  );
  return {
    score: objectiveName(config.objective.kind, objectiveClass(config.objective, config.classes)),
    randomLabels: known.proposed.filter(({ isRandom }) => isRandom).length,
    randomNeeded: FEWEST_RANDOM_LABELS + 1,
    random: hasRandom ? { labels: random.length, gain: creditedMean(plain(random), LEVEL) } : null,
    standings: standingsOf(measured, random, weightOf(project)),
    level: LEVEL,
    guard,
    nextLook: nextLook(chosen.gains.length),
    measured: measured.length,
    labels: known.proposed.length,
    weights,
  };
}

const plain = (gains: Float64Array): CreditedGains => ({
  gains,
  shares: new Float64Array(gains.length).fill(1),
});

interface ProposedLabels {
  readonly labeledRows: Int32Array;
  readonly labels: Int32Array;
  /** Those that are labeled by now, with their places among the labels, in the order of the log. */
  readonly proposed: readonly (Proposal & { readonly place: number })[];
}

function labelsOf(
  { config, items, events }: InspectedProject,
  proposals: readonly Proposal[],
): ProposedLabels {
  const { labeledRows, labels } = indexLabels(snapshotAt(Number.MAX_SAFE_INTEGER, items, events), config);
  const placeOfRow = new Map(Array.from(labeledRows, (row, place) => [row, place]));
  const rowOf = new Map(items.map(({ itemId, row }) => [itemId, row]));
  const proposed = proposals.flatMap((proposal) => {
    const place = placeOfRow.get(rowOf.get(proposal.itemId) ?? -1);
    return place === undefined ? [] : [{ ...proposal, place }];
  });
  return { labeledRows, labels, proposed };
}

/** What was measured of the labels that the key stands for: another strategy changes nothing of it. */
const found = new WeakMap<ProjectInspector, { readonly key: string; readonly gains: Float64Array }>();

/** Those whose gain can be told. */
function measure(
  inspector: ProjectInspector,
  known: ProposedLabels,
  options: LeaderboardOptions,
): readonly Measured[] {
  const asked = known.proposed.slice(-MEASURED_AT_MOST);
  const key = fingerprint(
    JSON.stringify(asked.map(({ place, isRandom }) => [place, isRandom])),
    known.labeledRows,
    known.labels,
  );
  const before = found.get(inspector);
  const gains = before?.key === key ? before.gains : gainsOf(inspector.project, known, { ...options, asked });
  found.set(inspector, { key, gains });
  return asked.flatMap((proposal, index) => {
    const gain = gains[index]!;
    return Number.isNaN(gain) ? [] : [{ ...proposal, gain }];
  });
}

function gainsOf(
  { config, features }: InspectedProject,
  { labeledRows, labels, proposed }: ProposedLabels,
  { asked, signal, onProgress }: LeaderboardOptions & { readonly asked: ProposedLabels['proposed'] },
): Float64Array {
  const random = new Set(proposed.filter(({ isRandom }) => isRandom).map(({ place }) => place));
  const model = findModel(config.model);
  const params = resolveParams(model.params, config.modelParams);
  return realisedGains({
    training: { features: gatherRows(features, labeledRows), labels, classCount: config.classes.length },
    isRandom: Array.from(labels, (_, place) => random.has(place)),
    asked: Int32Array.from(asked, ({ place }) => place),
    objective: config.objective,
    fit: (training) => model.fit(training, params, signal),
    signal,
    onProgress,
  });
}

type OwnGains = CreditedGains & { readonly asCandidate: number };

function creditOf(measured: readonly Measured[], strategy: string): OwnGains {
  const own = measured.flatMap(({ credits, gain }) => {
    const shares = credits.filter((credit) => credit.strategy === strategy);
    const share = shares.reduce((sum, each) => sum + each.share, 0);
    const asked = shares.reduce((sum, each) => sum + (each.asCandidate ? each.share : 0), 0);
    return share > 0 ? [{ gain, share, asked }] : [];
  });
  return {
    gains: Float64Array.from(own, ({ gain }) => gain),
    shares: Float64Array.from(own, ({ share }) => share),
    asCandidate: own.reduce((sum, { asked }) => sum + asked, 0),
  };
}

function standingsOf(
  measured: readonly Measured[],
  random: Float64Array,
  weightOfStrategy: (strategy: string) => number | null,
): readonly Standing[] {
  const ids = [...new Set(measured.flatMap(({ credits }) => credits.map(({ strategy }) => strategy)))];
  return ids
    .map((strategy): Standing => {
      const own = creditOf(measured, strategy);
      return {
        strategy,
        labels: own.gains.length,
        credit: own.shares.reduce((sum, share) => sum + share, 0),
        asCandidate: own.asCandidate,
        gain: creditedMean(own, LEVEL),
        regret: regretOf(own, random, LEVEL),
        weight: weightOfStrategy(strategy),
      };
    })
    .sort((a, b) => b.gain.mean - a.gain.mean || b.credit - a.credit);
}

/** In the last round: of candidates what the vote gave them, of the strategy that ranked 1. */
function weightOf({ rounds }: InspectedProject): (strategy: string) => number | null {
  const last = rounds.at(-1);
  return (strategy) => {
    if (last === undefined) return null;
    const index = last.vote?.candidates.indexOf(strategy) ?? -1;
    if (index >= 0) return last.vote!.weights[index]!;
    return last.strategy === strategy ? 1 : null;
  };
}

function guardOf(
  own: OwnGains,
  random: Float64Array,
  { chosen, guardLevel, seed }: Pick<LeaderboardOptions, 'chosen' | 'guardLevel'> & { readonly seed: number },
): GuardVerdict | null {
  if (chosen === 'random' || guardLevel <= 0) return null;
  return worseThanRandom({ own, random, level: guardLevel, rng: createRng(seed).fork('guard') });
}

function nextLook(labels: number): number {
  let next = FIRST_LOOK;
  while (next <= labels) next *= 2;
  return next;
}
