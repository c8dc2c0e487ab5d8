import { formatProblem } from '../../src/documents/jsonDocument.ts';
import { toJsonSchema } from '@valibot/to-json-schema';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classColour } from '../../src/session/classColours.ts';
import { parseProjectFile, projectFileSchema, projectName } from '../../src/session/projectFile.ts';
import { locateField, updateProjectFile, writeProjectFile } from '../../src/session/projectFileText.ts';
import type { ProjectConfig } from '../../src/protocol/project.ts';

const minimal = (extra: object = {}): string =>
  JSON.stringify({ source: 'a.csv', kind: 'tabular', classes: ['x', 'y'], ...extra }, null, 2);

const parsed = (text: string, fileName = 'p.nextlabel.json'): ProjectConfig => {
  const result = parseProjectFile(text, fileName, { annotator: 'ada' });
  if (result.config === null) {
    throw new Error(result.problems.map((problem) => problem.message).join('; '));
  }
  return result.config;
};

const problemsOf = (text: string): readonly string[] =>
  parseProjectFile(text, 'p.nextlabel.json').problems.map((problem) =>
    formatProblem(problem, 'p.nextlabel.json'),
  );

describe('parseProjectFile', () => {
  it('fills every default', () => {
    expect(parsed(minimal(), '/some/where/iris.nextlabel.json')).toEqual({
      name: 'iris',
      kind: 'tabular',
      source: 'a.csv',
      idColumn: null,
      featureColumns: [],
      frozenModel: null,
      hiddenColumns: [],
      textColumn: null,
      labelColumn: null,
      classes: [
        { name: 'x', key: '1', colour: classColour(0), description: '' },
        { name: 'y', key: '2', colour: classColour(1), description: '' },
      ],
      model: 'logisticRegression',
      modelParams: {},
      strategy: 'margin',
      strategyParams: {},
      objective: { kind: 'accuracy' },
      network: null,
      batchSize: 10,
      randomShare: 0.1,
      repeatShare: 0,
      annotator: 'ada',
      seed: parsed(minimal(), 'iris.nextlabel.json').seed,
    });
  });

  it('derives the seed from the name alone', () => {
    const seed = (name: string): number => parsed(minimal(), name).seed;
    expect(seed('a/iris.nextlabel.json')).toBe(seed('b/iris.nextlabel.json'));
    expect(seed('iris.nextlabel.json')).not.toBe(seed('wine.nextlabel.json'));
  });

  it('reads ids with parameters, comments, trailing commas and a byte order mark', () => {
    const config = parsed(`\ufeff{
      // which file
      "source": "a.jsonl", "kind": "text", "text": "body",
      "classes": ["x", "y",],
      "strategy": { "id": "kCenter", "params": { "metric": "cosine" } },
      "model": { "id": "softmax" },
    }`);
    expect(config.strategy).toBe('kCenter');
    expect(config.strategyParams).toEqual({ metric: 'cosine' });
    expect(config.model).toBe('softmax');
    expect(config.textColumn).toBe('body');
  });

  it.each([
    ['', 'p.nextlabel.json:1:1: The file is empty'],
    ['{\n  "source": "a.csv",\n  "kind" "text"\n}', 'p.nextlabel.json:3:10: Not valid JSON: colon expected'],
    [
      minimal({ kind: 'video' }),
      'p.nextlabel.json:3:11: "kind": expected ("tabular" | "text" | "image"), found "video"',
    ],
    [
      minimal({ classes: ['x'] }),
      'p.nextlabel.json:4:14: A project needs at least two classes, otherwise there is nothing to decide',
    ],
    [minimal({ batchsize: 5 }), 'p.nextlabel.json:8:16: "batchsize" is not a known field'],
    [minimal({ batchSize: 0 }), 'p.nextlabel.json:8:16: "batchSize": expected >=1, found 0'],
    [minimal({ repeatShare: 0.6 }), 'p.nextlabel.json:8:18: "repeatShare": expected <=0.5, found 0.6'],
    [minimal({ randomShare: 'some' }), 'p.nextlabel.json:8:18: "randomShare": expected number, found "some"'],
    [minimal({ source: '' }), 'p.nextlabel.json:2:13: "source" must not be empty'],
    ['{ "kind": "image", "classes": ["x", "y"] }', 'p.nextlabel.json:1:1: "source" is missing'],
    [
      minimal({ kind: 'text' }),
      'p.nextlabel.json:1:1: A text project names the column that holds the text in "text"',
    ],
    [
      minimal({ model: 'cnn' }),
      'p.nextlabel.json:8:12: The model "cnn" looks at the pixels of images; a tabular project has none',
    ],
    ['[]', 'p.nextlabel.json:1:1: A project file is one JSON object, { ... }'],
  ])('says where and what: %s', (text, message) => {
    expect(problemsOf(text)).toContain(message);
  });

  it('names both classes that want one key, whatever the case', () => {
    const classes = [{ name: 'cat', key: 'c' }, { name: 'cow', key: 'C' }, 'dog'];
    expect(problemsOf(minimal({ classes }))).toEqual([
      'p.nextlabel.json:11:14: The classes "cat" and "cow" both have the key "C"',
    ]);
  });

  it('refuses the keys of the fixed actions and keys of several characters', () => {
    const classes = [
      { name: 'ship', key: 'S' },
      { name: 'why', key: '?' },
      { name: 'long', key: 'Enter' },
    ];
    const problems = problemsOf(minimal({ classes }));
    expect(problems[0]).toContain('Class "ship": the key "S" belongs to the action "skip"');
    expect(problems[1]).toContain('Class "why": the key "?" belongs to the action "help"');
    expect(problems[2]).toContain('Class "long": a key is one visible character');
  });

  it('refuses a class that is there twice', () => {
    expect(problemsOf(minimal({ classes: ['x', 'y', 'x'] }))[0]).toContain(
      'The class "x" is there twice (classes 1 and 3)',
    );
  });

  it('takes class and parameter names that are names of Object.prototype', () => {
    const text =
      '{"source":"a","kind":"image","classes":["__proto__","constructor"],"strategy":{"id":"margin","params":{"__proto__":1}}}';
    const config = parsed(text);
    expect(config.classes.map((entry) => entry.name)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const { config, problems } = parseProjectFile(text, 'p.nextlabel.json');
        expect(config === null).toBe(problems.length > 0);
        for (const problem of problems) {
          expect(problem.line).toBeGreaterThan(0);
          expect(problem.column).toBeGreaterThan(0);
        }
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe('class keys and colours', () => {
  it('hands out digits, then letters, around the keys that the user gave', () => {
    const classes = Array.from({ length: 14 }, (_, n) => (n === 13 ? { name: `c${n}`, key: '2' } : `c${n}`));
    expect(
      parsed(minimal({ classes }))
        .classes.map((entry) => entry.key)
        .join(''),
    ).toBe('134567890abcd2');
  });

  it('never collides for 2 to 60 classes, nor with a fixed key, and says so with an empty key when none is left', () => {
    for (let count = 2; count <= 60; count++) {
      const classes = Array.from({ length: count }, (_, n) => `c${n}`);
      const keys = parsed(minimal({ classes })).classes.map((entry) => entry.key);
      const set = keys.filter((key) => key !== '');
      expect(new Set(set).size).toBe(set.length);
      expect(set.filter((key) => 'sfnug/?'.includes(key))).toEqual([]);
      expect(set.length).toBe(Math.min(count, 31));
    }
  });

  it('keeps every colour distinct and at 3:1 or more on white and on a dark editor', () => {
    const classes = [{ name: 'own', colour: '#ABC' }, ...Array.from({ length: 40 }, (_, n) => `c${n}`)];
    const colours = parsed(minimal({ classes })).classes.map((entry) => entry.colour);
    expect(colours[0]).toBe('#aabbcc');
    expect(new Set(colours).size).toBe(41);
    for (const colour of colours.slice(1)) {
      expect(contrast(colour, '#ffffff')).toBeGreaterThanOrEqual(3);
      expect(contrast(colour, '#1f1f1f')).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('writeProjectFile and updateProjectFile', () => {
  it('writes what parseProjectFile reads', () => {
    const text = writeProjectFile({
      source: 'data/reviews.csv',
      kind: 'text',
      idColumn: 'id',
      textColumn: 'body',
      labelColumn: null,
      featureColumns: [],
      hiddenColumns: [],
      classes: ['good', '"quoted"\n'],
    });
    const config = parsed(text);
    expect(config.source).toBe('data/reviews.csv');
    expect([config.idColumn, config.textColumn, config.labelColumn]).toEqual(['id', 'body', null]);
    expect(config.classes.map((entry) => entry.name)).toEqual(['good', '"quoted"\n']);
  });

  it('changes one field and leaves the rest, comments too, byte for byte', () => {
    const text =
      '{\r\n\t"source": "a.csv", // ours\r\n\t"kind":   "tabular",\r\n\t"classes": ["x", "y"]\r\n}\r\n';
    const updated = updateProjectFile(text, { strategy: { id: 'entropy', params: { base: 2 } } });
    expect(
      updated.startsWith(
        '{\r\n\t"source": "a.csv", // ours\r\n\t"kind":   "tabular",\r\n\t"classes": ["x", "y"],\r\n\t"strategy"',
      ),
    ).toBe(true);
    expect(parsed(updated).strategy).toBe('entropy');
    expect(parsed(updateProjectFile(updated, { strategy: 'random' })).strategyParams).toEqual({});
  });

  it('finds a field', () => {
    const text = minimal();
    const place = locateField(text, ['classes']);
    expect(text.slice(place!.offset, place!.offset + 1)).toBe('[');
    expect(locateField(text, ['seed'])).toBeNull();
    expect(locateField('', ['seed'])).toBeNull();
  });

  it('names the project after its file', () => {
    expect(projectName('C:\\data\\cats.nextlabel.json')).toBe('cats');
  });
});

describe('projectFileSchema', () => {
  it('becomes a JSON schema in which every field has a title and a description', () => {
    const schema = toJsonSchema(projectFileSchema);
    expect(schema.required).toEqual(['source', 'kind', 'classes']);
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const text = JSON.stringify(property);
      expect(text, name).toContain('"title"');
      expect(text, name).toContain('"description"');
    }
  });
});

/** WCAG contrast ratio of two `#rrggbb` colours. */
const contrast = (first: string, second: string): number => {
  const luminance = (hex: string): number => {
    const [r, g, b] = [1, 3, 5]
      .map((start) => parseInt(hex.slice(start, start + 2), 16) / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const [low, high] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
};
