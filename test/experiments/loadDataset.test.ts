import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadDataset } from '../../src/experiments/loadDataset.ts';
import { checkSpec, readExperiment } from '../../src/experiments/readExperiment.ts';
import type { DatasetSpec } from '../../src/protocol/experiment.ts';

const folder = mkdtempSync(join(tmpdir(), 'nextlabel-datasets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

const fileSet = (source: string, changes: Partial<DatasetSpec> = {}): DatasetSpec => ({
  name: 'a',
  source,
  testSource: null,
  label: 'y',
  features: null,
  generate: null,
  normalise: 'none',
  ...changes,
});

describe('loadDataset', () => {
  it('reads numbers and categories beside the spec, classes in order', async () => {
    const source = write('good.csv', 'a,kind,y\n1,red,10\n2,blue,9\n3,red,9\n');
    const { features, labels, classes, test } = await loadDataset(fileSet(source), folder);
    expect(classes).toEqual(['9', '10']);
    expect([...labels]).toEqual([1, 0, 0]);
    // One column of numbers, then blue and red.
    expect([...features.data]).toEqual([1, 0, 1, 2, 1, 0, 3, 0, 1]);
    expect(test).toBeNull();
  });

  it('takes the columns that are named, and the rows of a test file as they are', async () => {
    const source = write('train.csv', 'a,b,y\n1,5,u\n2,6,v\n');
    const testSource = write('test.csv', 'b,a,y\n7,3,v\n');
    const { features, test } = await loadDataset(fileSet(source, { testSource, features: ['b'] }), folder);
    expect([...features.data]).toEqual([5, 6]);
    expect([...test!.features.data]).toEqual([7]);
    expect([...test!.labels]).toEqual([1]);
  });

  it('generates the same data for the same seed', async () => {
    const generated = (seed: number) =>
      loadDataset(
        {
          ...fileSet(''),
          source: null,
          label: null,
          generate: { id: 'checkerboard2x2', params: { rows: 20 }, seed },
        },
        folder,
      );
    expect(await generated(1)).toEqual(await generated(1));
    expect((await generated(2)).features.data).not.toEqual((await generated(1)).features.data);
  });

  it.each<[string, string, Partial<DatasetSpec>, string]>([
    [
      'a row without a class',
      'a,y\n1,u\n2,\n3,v\n',
      {},
      'bad.csv, line 3: a row has no class in the column "y"',
    ],
    ['a single class', 'a,y\n1,u\n2,u\n', {}, 'must hold at least two classes; it has 1'],
    [
      'a missing number',
      'a,y\n1,u\n,v\n3,u\n4,v\n',
      {},
      'bad.csv, line 3, column 1 ("a"): the value is missing',
    ],
    ['an unknown feature', 'a,y\n1,u\n2,v\n', { features: ['z'] }, 'line 1: there is no feature column "z"'],
    ['an unknown label column', 'a,y\n1,u\n2,v\n', { label: 'class' }, 'class'],
    ['a broken row', 'a,y\n1,u\n2,v,w\n', {}, 'bad.csv, line 3'],
  ])('refuses %s', async (_, text, changes, message) => {
    const source = write('bad.csv', text);
    await expect(loadDataset(fileSet(source, changes), folder)).rejects.toThrow(message);
  });

  it('refuses a class that only the test file has', async () => {
    const source = write('train.csv', 'a,y\n1,u\n2,v\n');
    const testSource = write('strange.csv', 'a,y\n1,u\n2,w\n');
    await expect(loadDataset(fileSet(source, { testSource }), folder)).rejects.toThrow(
      'strange.csv, line 3: the class "w" is not in the data file, which has u, v.',
    );
  });
});

describe('checkSpec', () => {
  const specPath = join(folder, 'a.experiment.json');
  const specText = `{
  "name": "a",
  "datasets": [{ "name": "d", "source": "absent.csv", "label": "y" }],
  "strategies": ["random"]
}`;

  it('finds the file that is missing, where it is named', async () => {
    expect(await checkSpec({ specText, specPath })).toMatchObject([
      { message: 'There is no file absent.csv in the folder of this spec', line: 3, column: 41, length: 12 },
    ]);
  });

  it('is what an experiment is refused with', async () => {
    await expect(readExperiment({ specText, specPath }, '')).rejects.toThrow(
      'a.experiment.json:3:41: There is no file absent.csv',
    );
  });
});
