import type { RegistryEntryInfo } from '../../protocol/engine.ts';
import { createAlbl } from './albl.ts';
import { createAutoAl } from './autoAl.ts';
import { badge } from './badge.ts';
import { bald } from './bald.ts';
import { batchBald } from './batchBald.ts';
import { createBudgetRegime } from './budgetRegime.ts';
import { cbal } from './cbal.ts';
import { createCeal } from './ceal.ts';
import { createClassBalanced } from './classBalanced.ts';
import { committeeKl } from './committeeKl.ts';
import { consensusEntropy } from './consensusEntropy.ts';
import { contrastive } from './contrastive.ts';
import { coreSet } from './coreSet.ts';
import { coreGcn } from './coreGcn.ts';
import { ddu } from './ddu.ts';
import { discriminative } from './discriminative.ts';
import { ensembleVariationRatio } from './ensembleVariationRatio.ts';
import { entropy } from './entropy.ts';
import { expectedErrorReduction } from './expectedErrorReduction.ts';
import { expectedGradientLength } from './expectedGradientLength.ts';
import { fScore } from './fScore.ts';
import { halGauss } from './halGauss.ts';
import { halUniform } from './halUniform.ts';
import { influence } from './influence.ts';
import { informationDensity } from './informationDensity.ts';
import { kCenterGreedy } from './kCenterGreedy.ts';
import { kDpp } from './kDpp.ts';
import { kMeans } from './kMeans.ts';
import { labelDispersion } from './labelDispersion.ts';
import { learningLoss } from './learningLoss.ts';
import { leastConfidence } from './leastConfidence.ts';
import { mal } from './mal.ts';
import { margin } from './margin.ts';
import { meanStd } from './meanStd.ts';
import { neuralProcess } from './neuralProcess.ts';
import { neuralProcessPaper } from './neuralProcessPaper.ts';
import { oracle } from './oracle.ts';
import { powerBald } from './powerBald.ts';
import { random } from './random.ts';
import { rewardOracle } from './rewardOracle.ts';
import { robustKCenter } from './robustKCenter.ts';
import { createSelectionViaProxy } from './selectionViaProxy.ts';
import type { Strategy } from './strategy.ts';
import { suggestiveAnnotation } from './suggestiveAnnotation.ts';
import { createTailor } from './tailor.ts';
import { uncertainty } from './uncertainty.ts';
import { uncGcn } from './uncGcn.ts';
import { createUniformVote } from './uniformVote.ts';
import { vaal } from './vaal.ts';
import { variationRatio } from './variationRatio.ts';
import { voteEntropy } from './voteEntropy.ts';
import { waal } from './waal.ts';
import { zhdanov } from './zhdanov.ts';

/** What a wrapper may wrap: strategies that score by probabilities alone. */
const bases = [margin, entropy, leastConfidence, informationDensity];

/** Every query strategy, in the order of the picker; a new one is one file and one line here. */
export const strategies: readonly Strategy[] = [
  margin,
  entropy,
  leastConfidence,
  uncertainty,
  fScore,
  informationDensity,
  kCenterGreedy,
  coreSet,
  robustKCenter,
  uncGcn,
  coreGcn,
  vaal,
  waal,
  mal,
  kMeans,
  discriminative,
  ddu,
  zhdanov,
  kDpp,
  suggestiveAnnotation,
  cbal,
  createClassBalanced(bases),
  halUniform,
  halGauss,
  voteEntropy,
  consensusEntropy,
  committeeKl,
  bald,
  powerBald,
  batchBald,
  meanStd,
  variationRatio,
  ensembleVariationRatio,
  labelDispersion,
  learningLoss,
  badge,
  contrastive,
  expectedGradientLength,
  expectedErrorReduction,
  influence,
  createCeal(bases.slice(0, 3)),
  createSelectionViaProxy([...bases, expectedGradientLength, expectedErrorReduction, influence]),
  neuralProcess,
  createAutoAl(findStrategy),
  createUniformVote(findStrategy),
  createAlbl(findStrategy),
  createTailor(findStrategy),
  createBudgetRegime(findStrategy),
  random,
  neuralProcessPaper,
  oracle,
  rewardOracle,
];

/** Throws RangeError when no strategy has this id. */
export function findStrategy(id: string): Strategy {
  const strategy = strategies.find((entry) => entry.id === id);
  if (strategy !== undefined) return strategy;
  const known = strategies.map((entry) => entry.id).join(', ');
  throw new RangeError(`Unknown query strategy "${id}"; expected one of: ${known}.`);
}

/** The registry as settings, pickers and the command line show it. */
export function strategyInfos(): readonly RegistryEntryInfo[] {
  return strategies.map(({ id, title, description, reference, params, needs, simulationOnly }) => ({
    id,
    title,
    description,
    reference,
    params,
    capabilities: needs,
    ...(simulationOnly && { simulationOnly }),
  }));
}
