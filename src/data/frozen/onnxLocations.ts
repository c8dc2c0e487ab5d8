import { Reader } from 'protobufjs/minimal.js';

type Kind = 'model' | 'graph' | 'node' | 'attribute' | 'tensor' | 'entry';

/** Fields of the messages of ONNX (onnx.proto) on the way to tensors, and what they hold. */
const inner: Readonly<Record<Kind, Readonly<Record<number, Kind>>>> = {
  model: { 7: 'graph' },
  graph: { 1: 'node', 5: 'tensor' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph' },
  tensor: { 13: 'entry' },
  entry: {},
};
/** Of an entry, which is a text with a name. */
const [NAME, TEXT] = [1, 2];
const WITH_LENGTH = 2;

/**
 * The files beside it in which an ONNX model keeps numbers, as it names them, each once; none where the bytes are no such
 * model, which whoever loads it says.
 */
export function onnxLocations(bytes: Uint8Array): readonly string[] {
  const found = new Set<string>();
  try {
    walk(Reader.create(bytes), 'model', found);
  } catch {
    return [];
  }
  return [...found];
}

function walk(reader: Reader, kind: Kind, found: Set<string>): void {
  const entry = new Map<number, string>();
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    const [field, wire] = [tag >>> 3, tag & 7];
    const next = inner[kind][field];
    if (wire === WITH_LENGTH && next !== undefined) walk(part(reader), next, found);
    else if (wire === WITH_LENGTH && kind === 'entry') entry.set(field, reader.string());
    else reader.skipType(wire);
  }
  const location = entry.get(TEXT);
  if (entry.get(NAME) === 'location' && location !== undefined) found.add(location);
}

/** The next value, a message, without copying it. */
function part(reader: Reader): Reader {
  const length = reader.uint32();
  const from = reader.pos;
  reader.skip(length);
  return Reader.create(reader.buf.subarray(from, from + length));
}
