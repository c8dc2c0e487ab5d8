/** Image formats that sharp decodes and that NextLabel accepts. SVG is not among them: it can carry scripts. */
export type ImageFormat = 'png' | 'jpeg' | 'webp' | 'gif' | 'avif' | 'tiff';

interface Signature {
  readonly name: string;
  readonly offset: number;
  readonly bytes: readonly number[];
}

const ascii = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));

/** Leading bytes of binary formats that people rename or choose by mistake. */
const binarySignatures: readonly Signature[] = [
  { name: 'a PNG image', offset: 0, bytes: [0x89, 0x50, 0x4e, 0x47] },
  { name: 'a JPEG image', offset: 0, bytes: [0xff, 0xd8, 0xff] },
  { name: 'a GIF image', offset: 0, bytes: ascii('GIF8') },
  { name: 'a TIFF image', offset: 0, bytes: [0x49, 0x49, 0x2a, 0x00] },
  { name: 'a TIFF image', offset: 0, bytes: [0x4d, 0x4d, 0x00, 0x2a] },
  { name: 'a WebP image', offset: 8, bytes: ascii('WEBP') },
  { name: 'an AVIF or MP4 file', offset: 4, bytes: ascii('ftyp') },
  { name: 'a ZIP archive (or an Excel, Word or OpenDocument file)', offset: 0, bytes: [0x50, 0x4b, 3, 4] },
  { name: 'an empty ZIP archive', offset: 0, bytes: [0x50, 0x4b, 5, 6] },
  { name: 'an old Excel or Word file', offset: 0, bytes: [0xd0, 0xcf, 0x11, 0xe0] },
  { name: 'a Parquet file', offset: 0, bytes: ascii('PAR1') },
  { name: 'an Arrow or Feather file', offset: 0, bytes: ascii('ARROW1') },
  { name: 'a gzip archive', offset: 0, bytes: [0x1f, 0x8b] },
  { name: 'a Zstandard archive', offset: 0, bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { name: 'an XZ archive', offset: 0, bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a] },
  { name: 'a bzip2 archive', offset: 0, bytes: ascii('BZh') },
  { name: 'a 7-Zip archive', offset: 0, bytes: [0x37, 0x7a, 0xbc, 0xaf] },
  { name: 'a PDF document', offset: 0, bytes: ascii('%PDF-') },
  { name: 'an SQLite database', offset: 0, bytes: ascii('SQLite format 3') },
  { name: 'a NumPy array', offset: 0, bytes: [0x93, ...ascii('NUMPY')] },
  { name: 'an HDF5 file', offset: 0, bytes: [0x89, ...ascii('HDF')] },
  { name: 'an ELF program', offset: 0, bytes: [0x7f, ...ascii('ELF')] },
];

function matches(head: Uint8Array, { offset, bytes }: Signature): boolean {
  return bytes.every((byte, index) => head[offset + index] === byte);
}

/** Which binary format `head` (the first bytes of a file) begins, in words; null when it may be text. */
export function binaryFormat(head: Uint8Array): string | null {
  const known = binarySignatures.find((signature) => matches(head, signature));
  if (known !== undefined) {
    // "BZh" and "GIF8" are also letters: a text that begins so goes on without control bytes.
    return known.bytes.every(isPrintable) && head.subarray(0, 64).every(isPrintable) ? null : known.name;
  }
  // Text has no NUL but by accident; a binary format is full of them.
  const nulls = head.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  return nulls * 100 > head.length ? 'a binary file' : null;
}

function isPrintable(byte: number): boolean {
  return byte >= 0x20 || byte === 9 || byte === 10 || byte === 13;
}

const latin = (head: Uint8Array, start: number, end: number): string =>
  String.fromCharCode(...head.subarray(start, end));

/** The image format that the first 32 bytes say, whatever the file is called. */
export function imageFormat(head: Uint8Array): ImageFormat | null {
  if (head[0] === 0x89 && latin(head, 1, 4) === 'PNG') return 'png';
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'jpeg';
  if (latin(head, 0, 4) === 'GIF8') return 'gif';
  if (latin(head, 0, 4) === 'RIFF' && latin(head, 8, 12) === 'WEBP') return 'webp';
  if (latin(head, 4, 8) === 'ftyp' && latin(head, 8, 32).includes('avi')) return 'avif';
  const tiff = latin(head, 0, 4);
  return tiff === 'II*\0' || tiff === 'MM\0*' || tiff === 'II+\0' || tiff === 'MM\0+' ? 'tiff' : null;
}

const imageExtensions: ReadonlyMap<string, ImageFormat> = new Map([
  ['.png', 'png'],
  ['.jpg', 'jpeg'],
  ['.jpeg', 'jpeg'],
  ['.jfif', 'jpeg'],
  ['.webp', 'webp'],
  ['.gif', 'gif'],
  ['.avif', 'avif'],
  ['.tif', 'tiff'],
  ['.tiff', 'tiff'],
]);

/** The image format that a file name (its extension with the dot, any case) promises. */
export function promisedImageFormat(extension: string): ImageFormat | null {
  return imageExtensions.get(extension.toLowerCase()) ?? null;
}
