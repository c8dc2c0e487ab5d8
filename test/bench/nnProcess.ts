import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** `ms`: what it took; null with why where it was cut, failed or did not begin. */
export type Measured = { readonly ms: number } | { readonly ms: null; readonly why: string };

const lastLine = (text: string): string => text.trim().slice(text.trim().lastIndexOf('\n') + 1);

/** Runs a command that prints `ms NUMBER` last; ended where it prints nothing for `limitS` seconds. */
export async function measureIn(command: string, args: readonly string[], limitS: number): Promise<Measured> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const found: Measured[] = [];
  let said = '';
  child.stderr.on('data', (bytes: Buffer) => (said = `${said}${bytes.toString()}`.slice(-2000)));
  const cut = () => {
    found.push({ ms: null, why: `over ${limitS} s` });
    child.kill('SIGKILL');
  };
  let timer = setTimeout(cut, 1000 * limitS);
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    clearTimeout(timer);
    timer = setTimeout(cut, 1000 * limitS);
    const [, kind, value = ''] = /^(ms|closed) (.*)$/.exec(line) ?? [];
    if (kind === 'ms') found.push({ ms: Number(value) });
    if (kind === 'closed') found.push({ ms: null, why: value });
  });
  await once(child, 'close');
  clearTimeout(timer);
  const [first = { ms: null, why: lastLine(said) }] = found;
  return first;
}
