import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../src/documents/jsonDocument.ts';
import { parseProjectFile } from '../../src/session/projectFile.ts';
import type { ProjectFileResult } from '../../src/session/projectFile.ts';

const parse = (features: unknown, changes: object = {}): ProjectFileResult =>
  parseProjectFile(
    JSON.stringify({ source: 'a', kind: 'image', classes: ['x', 'y'], features, ...changes }, null, 2),
    'p.nextlabel.json',
  );

const textsOf = ({ problems, warnings }: ProjectFileResult): readonly string[] =>
  [...problems, ...warnings].map((problem) => formatProblem(problem, 'p'));

describe('the model that a project takes features from', () => {
  it('has defaults that leave pixels as they are', () => {
    expect(parse({ model: 'm/encoder.onnx' }).config?.frozenModel).toEqual({
      model: 'm/encoder.onnx',
      size: null,
      mean: [0, 0, 0],
      deviation: [1, 1, 1],
      output: null,
    });
    const all = {
      model: 'm',
      size: 96,
      mean: [0.485, 0.456, 0.406],
      deviation: [0.229, 0.224, 0.225],
      output: 'pool',
    };
    expect(parse(all).config?.frozenModel).toEqual(all);
    expect(parse(all).warnings).toEqual([]);
    const columns = parse(['a', 'b'], { kind: 'tabular' }).config;
    expect([columns?.featureColumns, columns?.frozenModel]).toEqual([['a', 'b'], null]);
  });

  it.each([
    [
      { model: 'https://example.com/model.json' },
      'p:9:14: "https://example.com/model.json" is an address, and nothing is downloaded: save the model\'s files ' +
        'beside the project, and name their path',
    ],
    [{ model: 'FILE:///m.onnx' }, 'p:9:14: "FILE:///m.onnx" is an address'],
    [{ model: 'm.onnx', deviation: [1, 0, 1] }, 'p:12:7: A deviation is above 0, found 0'],
    [{ model: 'm.onnx', size: 0 }, 'p:10:13: "features.size": expected >=1, found 0'],
    [{ model: 'm.onnx', mean: [0, 0] }, 'p:10:13: "features.mean": expected 3, found 2'],
    [{ model: '' }, 'p:9:14: "features.model" must not be empty'],
    [{ size: 3 }, 'p:8:15: "features.model" is missing'],
    [{ model: 'm.onnx', sizes: 3 }, 'p:10:14: "features.sizes" is not a known field'],
  ])('says where and what: %o', (features, message) => {
    expect(parse(features).config).toBeNull();
    expect(textsOf(parse(features))[0]).toContain(message);
  });

  it('takes a path of Windows for a path', () => {
    expect(parse({ model: 'C:\\models\\m.onnx' }).problems).toEqual([]);
  });

  it('is for images only', () => {
    expect(textsOf(parse({ model: 'm.onnx' }, { kind: 'tabular' }))).toEqual([
      'p:8:15: A model that makes features looks at images; a tabular project has none',
    ]);
  });

  it('warns that a network which learns from pixels does not look at it', () => {
    const both = parse({ model: 'm.onnx' }, { model: 'cnn' });
    expect(both.config?.model).toBe('cnn');
    expect(textsOf(both)).toEqual([
      'p:8:15: The model "cnn" learns from the pixels themselves: "features" has no effect with it',
    ]);
  });
});
