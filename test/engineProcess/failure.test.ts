import { ErrorCodes, ResponseError } from 'vscode-jsonrpc/node';
import { describe, expect, it } from 'vitest';

import { EngineError } from '../../src/engineProcess/engineClient.ts';
import { failure, toEngineError, toResponseError } from '../../src/engineProcess/failure.ts';
import type { ImportIssue } from '../../src/protocol/engine.ts';

const issue: ImportIssue = {
  kind: 'missingColumn',
  severity: 'error',
  line: 1,
  column: 'age',
  file: null,
  message: 'There is no column "age".',
};

/** There and back, as an error of a handler travels. */
function cross(error: unknown): { readonly error: EngineError; readonly logged: readonly string[] } {
  const logged: string[] = [];
  const { code, message, data } = toResponseError(error, (line) => logged.push(line)).toJson();
  return { error: toEngineError(new ResponseError(code, message, structuredClone(data))), logged };
}

describe('failures', () => {
  it('keep a reason that the client knows', () => {
    const { error, logged } = cross(failure('unknownFeatures', 'gone'));
    expect(error.reason).toBe('unknownFeatures');
    expect(error.message).toBe('gone');
    expect(logged).toEqual([]);
  });

  it('of the data become bad input with their issues', () => {
    const { error } = cross(
      Object.assign(new Error('no column'), { reason: 'missingColumn', issues: [issue] }),
    );
    expect(error.reason).toBe('badInput');
    expect(error.issues).toEqual([issue]);
  });

  it('of other rooms are plain failures with their own sentence', () => {
    const { error, logged } = cross(Object.assign(new Error('The disk is full.'), { reason: 'diskFull' }));
    expect(error.reason).toBe('failed');
    expect(error.message).toBe('The disk is full.');
    expect(logged).toEqual([]);
  });

  it('of an aborted signal are cancellations', () => {
    const controller = new AbortController();
    controller.abort();
    expect(cross(controller.signal.reason).error.reason).toBe('cancelled');
  });

  it('that nobody foresaw are logged and say so', () => {
    const { error, logged } = cross(new TypeError('x is undefined'));
    expect(error.reason).toBe('failed');
    expect(error.message).toBe('Unexpected error in the engine: x is undefined');
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain('failure.test.ts');
    expect(cross('a string').error.message).toBe('Unexpected error in the engine: a string');
  });

  it('of a connection that ended mean that the engine was restarted', () => {
    const rejected = new ResponseError(ErrorCodes.PendingResponseRejected, 'disposed');
    expect(toEngineError(rejected).reason).toBe('restarted');
    const known = new EngineError('stopped', 'shut down');
    expect(toEngineError(known)).toBe(known);
  });
});
