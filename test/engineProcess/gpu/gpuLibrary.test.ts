import { expect, it, vi } from 'vitest';
import { describeBackend } from '../../../src/engineProcess/gpu/findAdapter.ts';
import { openAdapter } from '../../../src/engineProcess/gpu/gpuLibrary.ts';

/** As Dawn answers where no driver offers an adapter. */
vi.mock('webgpu', () => ({
  create: () => ({ requestAdapter: () => Promise.resolve(null) }),
  globals: { GPUBufferUsage: {}, GPUMapMode: {} },
}));

it('says in plain words that a machine has no graphics card to compute on', async () => {
  const found = await openAdapter();
  const why = 'no graphics card with a Vulkan, Metal or Direct3D 12 driver was found';
  expect(found).toEqual({ kind: 'none', why });
  expect(describeBackend(found)).toBe(`CPU (no GPU: ${why})`);
});
