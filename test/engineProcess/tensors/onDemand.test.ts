import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Backend } from '../../../src/engineProcess/backend.ts';
import { openNetworks } from '../../../src/engineProcess/tensors/onDemand.ts';
import { testBundles } from '../../bundles.ts';
import { clients, engineEntry } from '../processes.ts';
import { makeProject, roundRequest } from '../projects.ts';
import { installFakeCuda } from './fakeCuda.ts';
import { backendsHere, failOnLoss } from './networksHere.ts';

afterEach(() => vi.unstubAllEnvs());

const [wasm, cpu] = backendsHere;
const broken = { ...wasm!, prepare: () => Promise.reject(new Error('its file is missing\nat some place')) };

describe('the choice of a backend', () => {
  const open = (candidates: readonly Backend[]) =>
    openNetworks({ entry: engineEntry, candidates, onLost: failOnLoss });

  it('is the first that serves, with why those before it do not', async () => {
    expect((await open([wasm!, cpu!])).backend).toEqual({ name: 'wasm', device: null, passedOver: [] });
    const missing = { ...wasm!, name: 'tfjs-node', isInstalled: () => false } as const;
    expect((await open([missing, broken, cpu!])).backend).toEqual({
      name: 'cpu',
      device: null,
      passedOver: [
        { name: 'tfjs-node', why: 'it is not installed' },
        { name: 'wasm', why: 'its file is missing' },
      ],
    });
  });

  it('is refused where none serves', async () => {
    await expect(open([broken])).rejects.toThrow(
      'No backend of TensorFlow.js works here: wasm: its file is missing.',
    );
  });

  it('is the user’s, and nothing else serves in its place', async () => {
    const asked = { entry: engineEntry, onLost: failOnLoss };
    vi.stubEnv('NEXTLABEL_BACKEND', 'cpu');
    expect((await openNetworks(asked)).backend.name).toBe('cpu');
    vi.stubEnv('NEXTLABEL_BACKEND', 'tfjs-node');
    vi.stubEnv('NEXTLABEL_PACKAGES', '/nowhere');
    await expect(openNetworks({ ...asked, entry: '/nowhere/at/all.cjs' })).rejects.toThrow(
      'The backend tfjs-node was chosen and does not serve: it is not installed. Choose another, or auto.',
    );
    vi.stubEnv('NEXTLABEL_BACKEND', 'abacus');
    await expect(openNetworks(asked)).rejects.toThrow(
      /^Unknown backend "abacus"; expected auto or one of tfjs-node-gpu, /,
    );
  });
});

describe('a round whose backend fails in the midst of it', () => {
  /** Its ranking, the columns of its features, and what the log said meanwhile. */
  const roundWith = async (env: Readonly<Record<string, string>>) => {
    const lines: string[] = [];
    const made = clients(engineEntry);
    const packages = installFakeCuda(mkdtempSync(path.join(testBundles(), 'packages-')));
    const engine = made.client({
      env: () => ({ NEXTLABEL_PACKAGES: packages, ...env }),
      log: (_, line) => lines.push(line),
    });
    const project = await makeProject(engine, 'tabular', 80);
    try {
      const features = await engine.features(project.features);
      const { ranking } = await engine.round(roundRequest(project, features, { labeled: 30, model: 'mlp' }));
      return { ranking, columns: features.columns, said: lines.join('\n') };
    } finally {
      await project.close();
      await made.end();
    }
  };

  it('begins again with the next one, and says so', async () => {
    const plain = await roundWith({ NEXTLABEL_BACKEND: 'wasm' });
    expect(plain.said).toContain('computed by TensorFlow.js, backend wasm.');
    const taken = await roundWith({ FAKE_CUDA: 'works' });
    expect(taken.said).toContain('computed by TensorFlow.js, backend tfjs-node-gpu (CUDA).');
    const lost = await roundWith({ FAKE_CUDA: 'crashesInUse', FAKE_CUDA_COLUMNS: `${plain.columns}` });
    expect(lost.said).toMatch(/The backend tfjs-node-gpu failed: its process ended .+ begins again/);
    expect(lost.said).toMatch(/backend (webgpu|wasm).*; not tfjs-node-gpu: its process ended/);
    // Without a GPU the next one is the same.
    if (lost.said.includes('backend wasm')) expect(lost.ranking).toEqual(plain.ranking);
  }, 120_000);
});
