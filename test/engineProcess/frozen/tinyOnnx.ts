/**
 * Writes small ONNX models: their format is Protocol Buffers, of which a field is a number, a kind and a value
 * (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto says which).
 */

type Field = readonly [number, number | string | Uint8Array];

const encoder = new TextEncoder();

function message(...fields: readonly Field[]): Uint8Array {
  const bytes: number[] = [];
  for (const [field, value] of fields) {
    if (typeof value === 'number') {
      varint(bytes, field << 3);
      varint(bytes, value);
      continue;
    }
    const content = typeof value === 'string' ? encoder.encode(value) : value;
    varint(bytes, (field << 3) | 2);
    varint(bytes, content.length);
    for (const byte of content) bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}

function varint(bytes: number[], value: number): void {
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  bytes.push(rest);
}

const repeated = (field: number, values: readonly (number | string | Uint8Array)[]): readonly Field[] =>
  values.map((value) => [field, value]);

/** TensorProto.DataType. */
export const FLOAT = 1;
export const INT64 = 7;
export const DOUBLE = 11;

export interface TensorShape {
  readonly name: string;
  readonly type?: number;
  /** A text is the name of a length that is left open. */
  readonly shape: readonly (number | string)[];
}

const valueInfo = ({ name, type = FLOAT, shape }: TensorShape): Uint8Array => {
  const dims = shape.map((length) => message([typeof length === 'number' ? 1 : 2, length]));
  return message([1, name], [2, message([1, message([1, type], [2, message(...repeated(1, dims))])])]);
};

export interface Node {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly domain?: string;
  /** Attributes that are lists of whole numbers, or one of them. */
  readonly attributes?: Readonly<Record<string, readonly number[] | number>>;
}

const nodeBytes = ({ op, inputs, outputs, domain = '', attributes = {} }: Node): Uint8Array => {
  const attributeBytes = Object.entries(attributes).map(([name, value]) =>
    typeof value === 'number'
      ? message([1, name], [20, 2], [3, value])
      : message([1, name], [20, 7], ...repeated(8, value)),
  );
  return message(...repeated(1, inputs), ...repeated(2, outputs), [4, op], ...repeated(5, attributeBytes), [
    7,
    domain,
  ]);
};

export interface Constant {
  readonly name: string;
  readonly dims: readonly number[];
  readonly values: Float32Array;
  /** A file that holds the values in place of the model. */
  readonly file?: string;
}

const constantBytes = ({ name, dims, values, file }: Constant): Uint8Array => {
  const common: readonly Field[] = [...repeated(1, dims), [2, FLOAT], [8, name]];
  if (file !== undefined) return message(...common, [13, message([1, 'location'], [2, file])], [14, 1]);
  return message(...common, [9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)]);
};

export interface Graph {
  readonly inputs: readonly TensorShape[];
  readonly outputs: readonly TensorShape[];
  readonly nodes: readonly Node[];
  readonly constants?: readonly Constant[];
}

/** The bytes of an .onnx file, of operator set 13. */
export function onnxModel({ inputs, outputs, nodes, constants = [] }: Graph): Uint8Array {
  const graph = message(
    ...repeated(1, nodes.map(nodeBytes)),
    [2, 'tiny'],
    ...repeated(5, constants.map(constantBytes)),
    ...repeated(11, inputs.map(valueInfo)),
    ...repeated(12, outputs.map(valueInfo)),
  );
  const domains = [...new Set(['', ...nodes.flatMap(({ domain }) => domain ?? [])])];
  const opsets = domains.map((domain) => message([1, domain], [2, domain === '' ? 13 : 1]));
  return message([1, 7], [2, 'nextlabel'], [7, graph], ...repeated(8, opsets));
}
