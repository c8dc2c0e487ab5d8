import { describe, expect, it } from 'vitest';
import { onnxLocations } from '../../../src/data/frozen/onnxLocations.ts';
import { onnxParts } from '../../engineProcess/frozen/tinyModels.ts';
import { onnxModel } from '../../engineProcess/frozen/tinyOnnx.ts';

describe('the files that an ONNX model names', () => {
  const [filters] = onnxParts().constants!;

  it('are none where it holds all of its numbers', () => {
    expect(onnxLocations(onnxModel(onnxParts()))).toEqual([]);
  });

  it('are each named once, in their order', () => {
    const constants = ['b.bin', 'a/a.bin', 'b.bin'].map((file, index) => ({
      ...filters!,
      name: `filters${index}`,
      file,
    }));
    expect(onnxLocations(onnxModel({ ...onnxParts(), constants }))).toEqual(['b.bin', 'a/a.bin']);
  });

  it('are none of what is no such model', () => {
    expect(onnxLocations(new TextEncoder().encode('these are no weights'))).toEqual([]);
    const cut = onnxModel({ ...onnxParts(), constants: [{ ...filters!, file: 'b.bin' }] });
    expect(onnxLocations(cut.subarray(0, cut.length - 9))).toEqual([]);
  });
});
