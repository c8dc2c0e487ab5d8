/** The version of the library that decodes images. Rejects where it does not load on this machine. */
export async function imageLibraryVersion(): Promise<string> {
  // Loaded when asked: its native parts may be missing, and that is what the caller wants to know.
  const { default: sharp } = await import('sharp');
  return sharp.versions.sharp;
}
