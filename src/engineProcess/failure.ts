import { ErrorCodes, ResponseError } from 'vscode-jsonrpc/node';

import type { FailureData, ImportIssue } from '../protocol/engine.ts';
import { EngineError } from './engineClient.ts';
import type { EngineErrorReason } from './engineClient.ts';

/** Failures that were foreseen carry this code; the reason stands in `data`. */
const expectedFailure = 1;

const reasons: readonly EngineErrorReason[] = [
  'cancelled',
  'restarted',
  'stopped',
  'failed',
  'badInput',
  'unknownFeatures',
];

interface ForeseenError extends Error {
  readonly reason: string;
  readonly issues?: readonly ImportIssue[];
}

/** The error classes of every room carry a `reason`; an error without one was not foreseen. */
function isForeseen(error: unknown): error is ForeseenError {
  return error instanceof Error && 'reason' in error && typeof error.reason === 'string';
}

/** An expected failure as it crosses a port. */
export function failure(reason: EngineErrorReason, message: string): ResponseError<FailureData> {
  return new ResponseError(expectedFailure, message, { reason });
}

export function cancelled(): ResponseError<FailureData> {
  return failure('cancelled', 'Cancelled.');
}

/** Turns whatever a handler threw into what crosses the port; `log` gets the stack of what nobody foresaw. */
export function toResponseError(error: unknown, log: (message: string) => void): ResponseError<FailureData> {
  if (error instanceof ResponseError) return error as ResponseError<FailureData>;
  if (error instanceof Error && error.name === 'AbortError') return cancelled();
  if (isForeseen(error)) {
    const { reason, message, issues } = error;
    return new ResponseError(
      expectedFailure,
      message,
      issues === undefined ? { reason } : { reason, issues },
    );
  }
  const text = error instanceof Error ? error.message : String(error);
  log(`Unexpected error: ${error instanceof Error ? (error.stack ?? text) : text}`);
  return new ResponseError(ErrorCodes.InternalError, `Unexpected error in the engine: ${text}`, {
    reason: 'failed',
  });
}

/** Turns what a connection rejected with into the error that callers of the client see. */
export function toEngineError(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  if (!(error instanceof ResponseError) || error.code === ErrorCodes.PendingResponseRejected) {
    return new EngineError('restarted', 'The engine process ended before it answered.', { cause: error });
  }
  const data = error.data as Partial<FailureData> | undefined;
  const issues = data?.issues ?? [];
  const known = reasons.find((reason) => reason === data?.reason);
  return new EngineError(known ?? (issues.length > 0 ? 'badInput' : 'failed'), error.message, {
    cause: error,
    issues,
  });
}
