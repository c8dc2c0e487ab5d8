import type { Logger } from 'vscode-jsonrpc/node';

export type Log = (level: 'info' | 'warn' | 'error', message: string) => void;

/** Where a connection complains (a handler that threw, a message that could not be sent). */
export function loggerOf(log: Log): Logger {
  return {
    error: (message) => log('error', message),
    warn: (message) => log('warn', message),
    info: (message) => log('info', message),
    log: (message) => log('info', message),
  };
}
