/** Thrown where a backend in a process of its own cannot be counted on any more. */
export class BackendLostError extends Error {
  readonly why: string;
  constructor(why: string) {
    super(`The backend is lost: ${why}.`);
    this.why = why;
    this.name = 'BackendLostError';
  }
}

export const mixedUp = (): BackendLostError => new BackendLostError('it mixes up answers');
