import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readNetwork, writeNetwork } from '../../src/session/networkFile.ts';

const numbers = Float64Array.of(1, 2, -0.1, 1e-300, 0.30000000000000004, -0);

describe('a saved network', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nextlabel-network-'));
    file = join(folder, 'mine.nextlabel-network');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const change = (edit: (text: string) => string): void => {
    const text = readFileSync(file, 'utf8');
    const changed = edit(text);
    expect(changed).not.toBe(text);
    writeFileSync(file, changed);
  };

  it('comes back as it was, bit for bit', async () => {
    await writeNetwork(file, numbers);
    // JSON knows no minus zero; the sum of a network's numbers does not either.
    expect(await readNetwork(file)).toEqual(numbers.map((value) => value + 0));
    expect(readdirSync(folder)).toEqual(['mine.nextlabel-network']);
  });

  it.each([
    ['a digit changed', (text: string) => text.replace('0.30000000000000004', '0.30000000000000001')],
    ['a sign lost', (text: string) => text.replace('-0.1', '0.1')],
    ['a number that is none', (text: string) => text.replace('-0.1', 'NaN')],
    ['a number left empty', (text: string) => text.replace('-0.1', 'null')],
    ['two numbers exchanged', (text: string) => text.replace('[1,2,', '[2,1,')],
    ['its end cut off', (text: string) => text.slice(0, -20)],
    ['another checksum', (text: string) => text.replace(/"checksum":"./, '"checksum":"x')],
  ])('is damaged with %s', async (_, edit) => {
    await writeNetwork(file, numbers);
    change(edit);
    await expect(readNetwork(file)).rejects.toThrow(
      /^mine\.nextlabel-network is damaged: .* Save the network again/,
    );
  });

  it('from before there were checksums is read, unless its numbers cannot be a network', async () => {
    const write = (text: string): void =>
      writeFileSync(file, `{"kind":"nextlabel-network","numbers":${text}}`);
    write('[1,2,0.5,-0.25]');
    expect(await readNetwork(file)).toEqual(Float64Array.of(1, 2, 0.5, -0.25));
    for (const text of ['[1,2,0.5,1e999]', '[1,2,0.5,-2.5e18]', '[1,2,null]', '[1,2]']) {
      write(text);
      await expect(readNetwork(file)).rejects.toThrow('is damaged');
    }
  });

  it('is told from other files', async () => {
    writeFileSync(file, '{"kind": "something"}');
    await expect(readNetwork(file)).rejects.toThrow('does not hold a network that NextLabel saved');
    await expect(readNetwork(join(folder, 'gone'))).rejects.toThrow(/gone cannot be read/);
  });

  it('leaves nothing half written behind where it cannot be saved', async () => {
    mkdirSync(file);
    await expect(writeNetwork(file, numbers)).rejects.toThrow(
      /could not be saved as mine\.nextlabel-network/,
    );
    expect(readdirSync(folder)).toEqual(['mine.nextlabel-network']);
  });
});
