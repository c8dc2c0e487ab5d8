import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseProjectFile } from '../../src/session/projectFile.ts';
import { claimStateFolder, featureSpecOf, findStateFolder } from '../../src/session/projectPaths.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nextlabel-paths-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const project = (name: string): string => {
  const file = join(folder, `${name}.nextlabel.json`);
  writeFileSync(file, '{}');
  return file;
};

describe('the state folder', () => {
  it('is .nextlabel beside the first project', () => {
    expect(claimStateFolder(project('cats'))).toBe(join(folder, '.nextlabel'));
  });

  it('is a folder of its own for a second project, and stays so', () => {
    const [cats, dogs] = [project('cats'), project('dogs')];
    claimStateFolder(cats);
    expect(claimStateFolder(dogs)).toBe(join(folder, '.nextlabel', 'dogs'));
    expect(findStateFolder(cats)).toBe(join(folder, '.nextlabel'));
    expect(findStateFolder(dogs)).toBe(join(folder, '.nextlabel', 'dogs'));
  });

  it('stays with a project whose file was renamed', () => {
    const cats = project('cats');
    claimStateFolder(cats);
    const renamed = join(folder, 'felines.nextlabel.json');
    renameSync(cats, renamed);
    expect(claimStateFolder(renamed)).toBe(join(folder, '.nextlabel'));
    expect(claimStateFolder(project('dogs'))).toBe(join(folder, '.nextlabel', 'dogs'));
  });
});

describe('what features are made from', () => {
  const imagesOf = (changes: object): unknown => {
    const file = project('cats');
    const text = JSON.stringify({ source: 'photos', kind: 'image', classes: ['x', 'y'], ...changes });
    return featureSpecOf(file, parseProjectFile(text, file).config!).images;
  };

  it('is a model beside the project file, but for networks that learn from pixels', () => {
    const features = { model: 'models/encoder.onnx', size: 64 };
    expect(imagesOf({})).toBeUndefined();
    expect(imagesOf({ features })).toEqual({
      model: join(folder, 'models', 'encoder.onnx'),
      size: 64,
      mean: [0, 0, 0],
      deviation: [1, 1, 1],
      output: null,
    });
    expect(imagesOf({ features: { model: '/models/encoder.onnx' } })).toMatchObject({
      model: '/models/encoder.onnx',
    });
    expect(imagesOf({ features, model: 'cnn' })).toBe('pixels');
  });
});
