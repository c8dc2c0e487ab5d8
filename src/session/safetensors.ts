/** Types of numbers that we write; the format has more. */
const types = {
  F32: { bytes: 4, of: (buffer: ArrayBuffer) => new Float32Array(buffer) },
  F64: { bytes: 8, of: (buffer: ArrayBuffer) => new Float64Array(buffer) },
  I32: { bytes: 4, of: (buffer: ArrayBuffer) => new Int32Array(buffer) },
} as const;

type TypeName = keyof typeof types;

export interface NamedTensor {
  readonly shape: readonly number[];
  /** Row-major, as many numbers as the shape says. */
  readonly data: Float32Array | Float64Array | Int32Array;
}

export interface TensorFile {
  readonly metadata: Readonly<Record<string, string>>;
  /** By name. */
  readonly tensors: ReadonlyMap<string, NamedTensor>;
}

/** Bytes of the length that stands before the header. */
const LENGTH_BYTES = 8;
const METADATA = '__metadata__';

/**
 * A file in the format safetensors, which PyTorch, TensorFlow and others read: the header's length as a little-endian
 * integer of 64 bits, the header as JSON with type, shape and place of each tensor, then the numbers, little-endian as
 * on every machine that Node runs on.
 */
export function encodeTensors({ metadata, tensors }: TensorFile): Uint8Array {
  const header: Record<string, unknown> = { [METADATA]: metadata };
  let offset = 0;
  for (const [name, { shape, data }] of tensors) {
    header[name] = { dtype: typeOf(data), shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  // Numbers begin at a multiple of 8; spaces at the end of the header are allowed for that.
  const headerBytes = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(LENGTH_BYTES + headerBytes + offset).fill(0x20, LENGTH_BYTES);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes), true);
  bytes.set(text, LENGTH_BYTES);
  bytes.set(packNumbers(tensors), LENGTH_BYTES + headerBytes);
  return bytes;
}

/** The bytes of all tensors, one after the other. */
export function packNumbers(tensors: TensorFile['tensors']): Uint8Array<ArrayBuffer> {
  const size = [...tensors.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const { data } of tensors.values()) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}

/** Null where the bytes are no such file, or hold other types of numbers than ours. */
export function decodeTensors(bytes: Uint8Array): TensorFile | null {
  try {
    return decode(bytes);
  } catch {
    return null;
  }
}

function decode(bytes: Uint8Array): TensorFile | null {
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const start = LENGTH_BYTES + length;
  if (start > bytes.length) return null;
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(LENGTH_BYTES, start));
  const header = JSON.parse(text) as Record<string, unknown>;
  const { [METADATA]: metadata = {}, ...entries } = header;
  if (!isStrings(metadata)) return null;
  const tensors = new Map<string, NamedTensor>();
  for (const [name, entry] of Object.entries(entries)) {
    const tensor = tensorOf(entry, bytes.subarray(start));
    if (tensor === null) return null;
    tensors.set(name, tensor);
  }
  return { metadata, tensors };
}

function tensorOf(entry: unknown, numbers: Uint8Array): NamedTensor | null {
  const { dtype, shape, data_offsets: place } = entry as Readonly<Record<string, unknown>>;
  if (!isType(dtype) || !isNumbers(shape) || !isNumbers(place)) return null;
  const [from = -1, to = -1] = place;
  const count = shape.reduce((product, size) => product * size, 1);
  const type = types[dtype];
  if (from < 0 || to > numbers.length || to - from !== count * type.bytes) return null;
  // A copy, which begins where numbers of this type may.
  return { shape, data: type.of(new Uint8Array(numbers.subarray(from, to)).buffer) };
}

const isType = (name: unknown): name is TypeName => typeof name === 'string' && Object.hasOwn(types, name);

const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((each) => Number.isSafeInteger(each) && Number(each) >= 0);

const isStrings = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((each) => typeof each === 'string');

function typeOf(data: NamedTensor['data']): TypeName {
  if (data instanceof Float32Array) return 'F32';
  return data instanceof Float64Array ? 'F64' : 'I32';
}
