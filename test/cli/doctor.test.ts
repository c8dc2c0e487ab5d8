import os from 'node:os';
import { describe, expect, it } from 'vitest';
import { resultOf, runCli } from './runCli.ts';

interface Report {
  readonly nextlabel: string;
  readonly node: string;
  readonly cores: number;
  readonly simd: boolean;
  readonly backends: readonly string[];
  readonly computesOn: string;
  readonly networks: string | null;
  readonly sqlite: { readonly driver: string; readonly version: string } | null;
  readonly sharp: string | null;
  readonly models: readonly string[];
  readonly missing: readonly { readonly name: string; readonly why: string; readonly how: string }[];
}

describe('nextlabel doctor', () => {
  it('says what this machine offers', async () => {
    const report = await resultOf<Report>(['doctor']);
    expect(report.node).toBe(process.versions.node);
    expect(report.cores).toBe(os.availableParallelism());
    expect(report.simd).toBe(true);
    expect(report.backends.slice(0, 2)).toEqual(['cpu', 'wasm-simd']);
    expect(report.computesOn).toMatch(
      report.backends.includes('webgpu') ? /^CPU and GPU/ : /^CPU \(no GPU: .+\)$/,
    );
    expect(report.sqlite?.version).toMatch(/^3\.\d+\.\d+$/);
    expect(report.models).toContain('logisticRegression');
    const names = report.missing.map(({ name }) => name);
    expect(names.includes('sharp')).toBe(report.sharp === null);
    expect(names.includes('tfjs')).toBe(report.networks === null);
    expect(names.includes('sqlite3')).toBe(report.sqlite?.driver !== 'sqlite3');
    for (const { why, how } of report.missing)
      expect([why, how].every((text) => text.endsWith('.'))).toBe(true);
  });

  it('says it in words', async () => {
    const { code, stdout } = await runCli(['doctor', '--format', 'table']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^node +\d+\./m);
    expect(stdout).toMatch(/^simd +true$/m);
  });
});
