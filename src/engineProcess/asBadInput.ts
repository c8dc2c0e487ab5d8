import { failure } from './failure.ts';

/**
 * What comes from a project file that people edit: a RangeError of `check`, in words for the user, is no defect of the
 * engine but bad input.
 */
export function asBadInput<Result>(check: () => Result): Result {
  try {
    return check();
  } catch (error) {
    if (error instanceof RangeError) throw failure('badInput', error.message);
    throw error;
  }
}
