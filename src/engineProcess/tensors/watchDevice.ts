/** What is used of a WebGPU backend of TensorFlow.js. */
interface DeviceHolder {
  readonly device?: Pick<GPUDevice, 'lost' | 'addEventListener'>;
}

let trouble: Error | null = null;
let isLost = false;

/** Notes what befalls the device of a backend: WebGPU throws nothing where its memory or the device is gone. */
export function watchDevice(backend: unknown): void {
  const { device } = backend as DeviceHolder;
  if (device === undefined) return;
  void device.lost.then(({ message }) => {
    isLost = true;
    trouble = new Error(`its device is lost${message === '' ? '' : ` (${message})`}`);
  });
  device.addEventListener('uncapturederror', ({ error }) => {
    trouble ??= new Error(error.message);
  });
}

/** Throws what befell since it was asked last: an operation's numbers are worth nothing then. */
export function throwTrouble(): void {
  const found = trouble;
  // A lost device never comes back.
  if (!isLost) trouble = null;
  if (found !== null) throw found;
}
