import type { ParamInfo } from '../../protocol/engine.ts';
import type { ParamValues } from '../models/classifier.ts';
import { resolveParams } from '../models/params.ts';
import type { GainTarget } from '../neuralProcess/gainTargets.ts';
import type { TargetChoice } from '../neuralProcess/simulateGains.ts';

/** What is known of labels where they are context. */
export type ContextKind = 'zero' | 'ownClass' | 'leaveOneOut';

/** Parameters of the neural process; those named as in the paper have its values where they say so. */
export const gainParams: readonly ParamInfo[] = [
  {
    name: 'simulations',
    description: 'Active-learning problems that are simulated at each round; the paper has 300.',
    kind: 'number',
    default: 200,
    minimum: 10,
    maximum: 10_000,
  },
  {
    name: 'epochs',
    description: 'Passes over them while the network is trained; the paper has 100.',
    kind: 'number',
    default: 50,
    minimum: 1,
    maximum: 10_000,
  },
  {
    name: 'targets',
    description:
      'What is learned: the gain in score (the paper), in log-likelihood, or the latter where the score ties. A ' +
      'support-vector classifier has no likelihood: there it is the score.',
    kind: 'string',
    default: 'logLikelihood',
    choices: ['score', 'logLikelihood', 'scoreThenLogLikelihood'],
  },
  {
    name: 'standardise',
    description: 'Whether the targets of each problem get mean 0 and deviation 1; the paper: no.',
    kind: 'boolean',
    default: true,
  },
  {
    name: 'modelOutputs',
    description: 'Whether the network also sees what the task model says of each item; the paper: no.',
    kind: 'boolean',
    default: true,
  },
  {
    name: 'context',
    description:
      'What the network knows of each label: nothing (the paper), what the model made of its class, or its ' +
      'leave-one-out gain.',
    kind: 'string',
    default: 'zero',
    choices: ['zero', 'ownClass', 'leaveOneOut'],
  },
  {
    name: 'deviations',
    description: 'Standard deviations added to the predicted gain: above 0 prefers what is unknown.',
    kind: 'number',
    default: 0,
    minimum: -10,
    maximum: 10,
  },
  {
    name: 'diversity',
    description: 'How much an item loses by being like another of its batch; 0 = nothing.',
    kind: 'number',
    default: 0,
    minimum: 0,
    maximum: 100,
  },
  {
    name: 'mostTargets',
    description: 'Items of a simulated pool whose true gain is measured; 0 = all.',
    kind: 'number',
    default: 0,
    minimum: 0,
    maximum: 10_000,
  },
  {
    name: 'targetChoice',
    description:
      'Which those are: drawn at random, the others left out; or likely to matter and some at random, the others ' +
      'estimated, with a bound of what that misses. The latter serves gains in log-likelihood.',
    kind: 'string',
    default: 'random',
    choices: ['random', 'likely'],
  },
  {
    name: 'mostLabels',
    description: 'Labels that problems are cut from; a sample of more. The others measure gains.',
    kind: 'number',
    default: 200,
    minimum: 20,
    maximum: 10_000,
  },
  {
    name: 'warmStart',
    description: 'Whether the network of the round before is trained on, with fewer passes.',
    kind: 'boolean',
    default: false,
  },
  {
    name: 'rewardFromLabels',
    description: 'In experiments: whether gains are measured on labels, as in a project, not on reward rows.',
    kind: 'boolean',
    default: false,
  },
];

export interface GainSettings {
  readonly simulations: number;
  readonly epochs: number;
  readonly targets: GainTarget;
  readonly standardise: boolean;
  readonly modelOutputs: boolean;
  readonly context: ContextKind;
  readonly deviations: number;
  readonly diversity: number;
  readonly mostTargets: number;
  readonly targetChoice: TargetChoice;
  readonly mostLabels: number;
  readonly warmStart: boolean;
  readonly rewardFromLabels: boolean;
}

/** Throws RangeError for an unknown parameter or a value out of range. */
export function gainSettings(params: ParamValues): GainSettings {
  const values = resolveParams(gainParams, params);
  const whole = (name: string): number => Math.round(Number(values[name]));
  return {
    simulations: whole('simulations'),
    epochs: whole('epochs'),
    targets: values['targets'] as GainTarget,
    standardise: values['standardise'] === true,
    modelOutputs: values['modelOutputs'] === true,
    context: values['context'] as ContextKind,
    deviations: Number(values['deviations']),
    diversity: Number(values['diversity']),
    mostTargets: whole('mostTargets'),
    targetChoice: values['targetChoice'] as TargetChoice,
    mostLabels: whole('mostLabels'),
    warmStart: values['warmStart'] === true,
    rewardFromLabels: values['rewardFromLabels'] === true,
  };
}
