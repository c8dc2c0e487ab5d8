import { describe, expect, it } from 'vitest';
import type { BackendFinding } from '../../src/protocol/backend.ts';
import { gpuAdvice } from '../../src/session/gpuAdvice.ts';

const linux = { platform: 'linux', arch: 'x64' };
const missing = 'it is not installed';
const findings = (webgpu: Partial<BackendFinding>, cuda: Partial<BackendFinding> = {}): BackendFinding[] => [
  { name: 'tfjs-node-gpu', device: null, why: missing, ...cuda },
  {
    name: 'webgpu',
    device: null,
    why: 'no graphics card with a Vulkan, Metal or Direct3D 12 driver was found',
    ...webgpu,
  },
  { name: 'tfjs-node', device: null, why: missing },
];

describe('advice on a GPU', () => {
  it('says what serves, and asks for nothing', () => {
    const advice = gpuAdvice(findings({ device: 'NVIDIA RTX 3060', why: null }), linux);
    expect(advice.summary).toBe('Neural networks are computed by webgpu (NVIDIA RTX 3060).');
    expect(advice.details).toContain('WebGPU: works on NVIDIA RTX 3060.');
    expect(advice.details.join()).not.toContain('It needs a Vulkan driver');
  });

  it('names the first that serves', () => {
    const both = findings({ device: 'a card', why: null }, { device: 'CUDA', why: null });
    expect(gpuAdvice(both, linux)).toMatchObject({
      summary: 'Neural networks are computed by tfjs-node-gpu (CUDA).',
      canInstallCuda: false,
    });
  });

  it.each([
    ['linux', /libvulkan1/],
    ['win32', /Direct3D 12/],
    ['darwin', /Metal/],
    ['freebsd', /Vulkan/],
  ])('says what a driver on %s needs', (platform, needs) => {
    const { summary, details } = gpuAdvice(findings({}), { platform, arch: 'x64' });
    expect(summary).toMatch(/on the CPU, by WebAssembly: no GPU serves\.$/);
    expect(details).toContain(
      'WebGPU: no graphics card with a Vulkan, Metal or Direct3D 12 driver was found.',
    );
    expect(details.join('\n')).toMatch(needs);
  });

  it.each([
    ['linux', 'x64', missing, true],
    ['win32', 'x64', missing, true],
    ['linux', 'arm64', missing, false],
    ['darwin', 'arm64', missing, false],
    ['linux', 'x64', 'it finds no GPU with CUDA 11.2 and cuDNN 8.1', false],
  ])('offers CUDA on %s %s where "%s": %s', (platform, arch, why, expected) => {
    const advice = gpuAdvice(findings({}, { why }), { platform, arch });
    expect(advice.canInstallCuda).toBe(expected);
    if (arch === 'arm64')
      expect(advice.details).toContain('TensorFlow with CUDA: there is none for this platform.');
  });

  it('is silent on a CPU library that nobody asked for', () => {
    expect(gpuAdvice(findings({}), linux).details.join()).not.toContain('TensorFlow on the CPU');
  });
});
