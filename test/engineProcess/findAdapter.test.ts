import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  adapterFound,
  backendInWords,
  describeBackend,
  findAdapter,
  probe,
} from '../../src/engineProcess/gpu/findAdapter.ts';
import { isSoftware } from '../../src/engineProcess/gpu/gpuLibrary.ts';
import { engineEntry } from './processes.ts';
import { softwareDriver } from './softwareGpu.ts';

const limitMs = 30_000;
const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}.ts`, import.meta.url));

afterEach(() => vi.unstubAllEnvs());

describe('the search for a GPU', () => {
  it('comes to an end, and is made once', async () => {
    const found = await findAdapter(engineEntry);
    expect(['adapter', 'software', 'none']).toContain(found.kind);
    expect(describeBackend(found)).toMatch(/^CPU /);
    expect(findAdapter('elsewhere')).toBe(findAdapter(engineEntry));
  });

  it('is not made where the user chose another backend, also one that there is not', async () => {
    for (const name of ['wasm', 'abacus']) {
      vi.stubEnv('NEXTLABEL_BACKEND', name);
      expect(adapterFound('elsewhere')).toBe(false);
      expect(await backendInWords('elsewhere')).toBe(`CPU (the backend ${name} was chosen)`);
    }
  });

  it('outlives a driver that crashes or never answers', async () => {
    const crashed = await probe(fixture('crashingDriver'), limitMs);
    expect(describeBackend(crashed)).toMatch(/^CPU \(no GPU: the search for one failed \(.+\)\)$/);
    const silent = await probe(fixture('silentDriver'), 200);
    expect(describeBackend(silent)).toBe('CPU (no GPU: its driver did not answer in 0.2 s)');
  });

  it.skipIf(softwareDriver === null)('refuses a driver that is software, unless told otherwise', async () => {
    for (const [name, value] of Object.entries(softwareDriver!)) vi.stubEnv(name, value);
    const refused = await probe(engineEntry, limitMs);
    expect(refused.kind).toBe('software');
    expect(describeBackend(refused)).toMatch(/^CPU \(no GPU: SwiftShader.* is software\)$/);
    vi.stubEnv('NEXTLABEL_SOFTWARE_GPU', '1');
    const taken = await probe(engineEntry, limitMs);
    expect(describeBackend(taken)).toMatch(/^CPU and GPU \(SwiftShader.*\)$/);
  });
});

describe('isSoftware', () => {
  const real = { architecture: 'ampere', description: 'NVIDIA GeForce RTX 3060', isFallbackAdapter: false };
  it.each([
    [real, false],
    [{ ...real, architecture: 'software' }, true],
    [{ ...real, architecture: '', description: 'llvmpipe (LLVM 15.0.6, 256 bits)' }, true],
    [{ ...real, architecture: 'swiftshader' }, true],
    [{ ...real, description: 'Microsoft Basic Render Driver', isFallbackAdapter: true }, true],
  ])('of %o is %s', (info, expected) => expect(isSoftware(info)).toBe(expected));
});
