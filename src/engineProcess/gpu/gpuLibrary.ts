/** What is used of the package `webgpu`: WebGPU as browsers have it, and the constants that come with it. */
export interface GpuLibrary {
  readonly gpu: GPU;
  readonly bufferUsage: typeof GPUBufferUsage;
  readonly mapMode: typeof GPUMapMode;
  /** All that browsers have besides `navigator.gpu`, by name. */
  readonly globals: Readonly<Record<string, unknown>>;
}

/** Why an adapter is not used. */
export type AdapterRefusal =
  /** The package does not load, or finds no driver. */
  | { readonly kind: 'none'; readonly why: string }
  /** A driver that computes on the CPU, where our kernels are faster. */
  | { readonly kind: 'software'; readonly name: string };

export type AdapterFinding = AdapterRefusal | { readonly kind: 'adapter'; readonly name: string };

/**
 * The only file that knows the package `webgpu` (Dawn, a compiled addon, optional). Rejects where it does not load.
 * Without a reference to the library the addon may go, so keep the result as long as anything of it.
 */
async function loadGpuLibrary(): Promise<GpuLibrary> {
  const { create, globals } = await import('webgpu');
  const { GPUBufferUsage, GPUMapMode } = globals as unknown as {
    readonly GPUBufferUsage: GpuLibrary['bufferUsage'];
    readonly GPUMapMode: GpuLibrary['mapMode'];
  };
  return {
    gpu: create([]),
    bufferUsage: GPUBufferUsage,
    mapMode: GPUMapMode,
    globals: globals as unknown as GpuLibrary['globals'],
  };
}

/** Makes WebGPU global, as it is in browsers, for code that was written for those. */
export function provideGlobals({ gpu, globals }: GpuLibrary): void {
  Object.assign(globalThis, globals);
  // Node 21 and later have a navigator, which cannot be assigned to.
  Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: 'Node' }, configurable: true });
}

/** An adapter with the library that it lives on. */
export interface UsableAdapter {
  readonly kind: 'adapter';
  readonly name: string;
  readonly library: GpuLibrary;
  readonly adapter: GPUAdapter;
}

/** Asks the library for the fastest adapter. A driver that hangs or crashes takes its process along: see findAdapter.ts. */
export async function openAdapter(): Promise<UsableAdapter | AdapterRefusal> {
  try {
    const library = await loadGpuLibrary();
    const adapter = await library.gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (adapter === null)
      return { kind: 'none', why: 'no graphics card with a Vulkan, Metal or Direct3D 12 driver was found' };
    const name = nameOf(adapter.info);
    if (isSoftware(adapter.info) && !softwareServes()) return { kind: 'software', name };
    return { kind: 'adapter', name, library, adapter };
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
    return { kind: 'none', why: `the package webgpu does not load (${line})` };
  }
}

const nameOf = ({ vendor, architecture, device, description }: GPUAdapterInfo): string =>
  [description, device, `${vendor} ${architecture}`.trim()].find((each) => each !== '') ?? 'unnamed';

/** Mesa's lavapipe says `software`, Chromium's SwiftShader its own name, Windows's WARP that it is a fallback. */
export function isSoftware(
  info: Pick<GPUAdapterInfo, 'architecture' | 'description' | 'isFallbackAdapter'>,
): boolean {
  return (
    info.isFallbackAdapter ||
    /software|swiftshader|llvmpipe|lavapipe/i.test(`${info.architecture} ${info.description}`)
  );
}

/** Tests run the shaders where there is no GPU. */
const softwareServes = (): boolean => process.env['NEXTLABEL_SOFTWARE_GPU'] === '1';
