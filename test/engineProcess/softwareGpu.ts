import { existsSync } from 'node:fs';
import path from 'node:path';

/** Debian's Chromium ships SwiftShader, a Vulkan driver that computes on the CPU, and a loader for it. */
const folders = ['/usr/lib/chromium', '/usr/lib64/chromium-browser', '/usr/lib/chromium-browser'];
const folder =
  folders.find((each) =>
    ['vk_swiftshader_icd.json', 'libvulkan.so.1'].every((file) => existsSync(path.join(each, file))),
  ) ?? null;

/** Environment in which a child process finds an adapter without a GPU; null where there is none to be had. */
export const softwareDriver: Readonly<Record<string, string>> | null =
  folder === null
    ? null
    : {
        VK_ICD_FILENAMES: path.join(folder, 'vk_swiftshader_icd.json'),
        LD_LIBRARY_PATH: folder,
      };

/** The same, and our consent to use it. */
export const softwareGpu = softwareDriver && { ...softwareDriver, NEXTLABEL_SOFTWARE_GPU: '1' };
