import type { NeuralProcessProblems } from '../neuralProcessProblems.ts';

/** Words of a problem's header: first context and contexts, first target and targets. */
const HEADER = 4;
/** Role of a point that is context; a target's is its number and 2, and 0 is neither. */
const CONTEXT = 1;

/** All problems, as the shaders look them up. */
export interface ProblemTables {
  /** Headers, contexts, targets, then the role of each point in each problem. */
  readonly tables: Uint32Array<ArrayBuffer>;
  /** Aligned with the targets. */
  readonly gains: Float32Array<ArrayBuffer>;
  /** Where the targets begin among the tables. */
  readonly gainsFrom: number;
  /** Where the roles begin. */
  readonly rolesFrom: number;
}

export function problemTables({ features, problems }: NeuralProcessProblems): ProblemTables {
  const contexts = problems.reduce((sum, { context }) => sum + context.length, 0);
  const targets = problems.reduce((sum, each) => sum + each.targets.length, 0);
  const gainsFrom = HEADER * problems.length + contexts;
  const rolesFrom = gainsFrom + targets;
  const tables = new Uint32Array(rolesFrom + problems.length * features.rows);
  const gains = new Float32Array(targets);
  let nextContext = HEADER * problems.length;
  let nextTarget = gainsFrom;
  problems.forEach((problem, index) => {
    const { context } = problem;
    tables.set([nextContext, context.length, nextTarget, problem.targets.length], HEADER * index);
    // In ascending order, so that the order in which a context is given cannot show in rounding.
    tables.set(context.toSorted(), nextContext);
    tables.set(problem.targets, nextTarget);
    gains.set(problem.gains, nextTarget - gainsFrom);
    const roles = tables.subarray(rolesFrom + index * features.rows);
    for (const point of context) roles[point] = CONTEXT;
    problem.targets.forEach((point, place) => (roles[point] = CONTEXT + 1 + place));
    nextContext += context.length;
    nextTarget += problem.targets.length;
  });
  return { tables, gains, gainsFrom, rolesFrom };
}
