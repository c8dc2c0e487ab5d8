import type { BackendFinding } from '../protocol/backend.ts';

/** Of the machine that NextLabel runs on. */
export interface Machine {
  /** As `process.platform` and `process.arch` say it. */
  readonly platform: string;
  readonly arch: string;
}

/** What a machine has for neural networks, and what it needs. */
export interface GpuAdvice {
  /** One sentence. */
  readonly summary: string;
  /** Sentences, each on a line of its own. */
  readonly details: readonly string[];
  /** Whether TensorFlow's library for CUDA is missing and exists for this platform. */
  readonly canInstallCuda: boolean;
}

export const CUDA_PACKAGE = '@tensorflow/tfjs-node-gpu';
/** The last one that was released. */
export const CUDA_VERSION = '4.22.0';

/** What `findings` of the backends that compute apart mean for the user. */
export function gpuAdvice(findings: readonly BackendFinding[], machine: Machine): GpuAdvice {
  const serving = findings.find(({ why }) => why === null);
  const cuda = findings.find(({ name }) => name === 'tfjs-node-gpu');
  const canInstallCuda = cuda?.why === 'it is not installed' && hasCudaBuild(machine);
  const summary =
    serving === undefined
      ? 'Neural networks are computed on the CPU, by WebAssembly: no GPU serves.'
      : `Neural networks are computed by ${serving.name}${serving.device === null ? '' : ` (${serving.device})`}.`;
  return {
    summary,
    details: findings.flatMap((finding) => detailsOf(finding, machine)),
    canInstallCuda,
  };
}

const hasCudaBuild = ({ platform, arch }: Machine): boolean =>
  arch === 'x64' && (platform === 'linux' || platform === 'win32');

function detailsOf({ name, device, why }: BackendFinding, machine: Machine): readonly string[] {
  switch (name) {
    case 'webgpu':
      return why === null
        ? [`WebGPU: works on ${device ?? 'a GPU'}.`]
        : [`WebGPU: ${why}.`, driverAdvice(machine.platform)];
    case 'tfjs-node-gpu':
      if (why === null) return [`TensorFlow with CUDA: works.`];
      if (!hasCudaBuild(machine)) return ['TensorFlow with CUDA: there is none for this platform.'];
      return [
        `TensorFlow with CUDA: ${why}.`,
        'It needs an NVIDIA card with its driver, CUDA 11.2 and cuDNN 8.1, and is worth it only where WebGPU does not work.',
      ];
    case 'tfjs-node':
      // Nobody needs to hear of a CPU library that was not asked for.
      return why === null ? ['TensorFlow on the CPU: works.'] : [];
    case 'wasm':
    case 'cpu':
      return [];
  }
}

function driverAdvice(platform: string): string {
  switch (platform) {
    case 'linux':
      return (
        'It needs a Vulkan driver: for AMD and Intel the packages libvulkan1 and mesa-vulkan-drivers (Debian, Ubuntu) ' +
        'or vulkan-loader and mesa-vulkan-drivers (Fedora), for NVIDIA the maker’s own driver. A container or a remote ' +
        'machine has to be given the card.'
      );
    case 'win32':
      return 'It needs a driver for Direct3D 12: update that of your graphics card.';
    case 'darwin':
      return 'It uses Metal, which every Mac has; a virtual machine may not.';
    default:
      return 'It needs a graphics driver for Vulkan.';
  }
}
