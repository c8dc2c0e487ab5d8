import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../src/documents/jsonDocument.ts';
import { objectiveText, toObjective, toSetting } from '../../src/protocol/objective.ts';
import type { ObjectiveSetting } from '../../src/protocol/objective.ts';
import { parseProjectFile } from '../../src/session/projectFile.ts';

const CLASSES = ['ham', 'spam'];

const fileWith = (objective: string): string => `{
  "source": "a.csv", "kind": "tabular", "classes": ["ham", "spam"],
  "objective": ${objective}
}`;

const problems = (objective: string): readonly string[] =>
  parseProjectFile(fileWith(objective), 'p.nextlabel.json').problems.map((problem) =>
    formatProblem(problem, 'p'),
  );

describe('the objective of a project file', () => {
  it.each([
    ['"balancedAccuracy"', { kind: 'balancedAccuracy' }],
    [
      '{ "id": "weightedAccuracy", "weights": { "spam": 5, "ham": 1 } }',
      { kind: 'weightedAccuracy', weights: [1, 5] },
    ],
    ['{ "id": "f1", "class": "spam" }', { kind: 'f1', positive: 1 }],
  ])('%s is read with classes by index', (text, objective) => {
    expect(parseProjectFile(fileWith(text), 'p.nextlabel.json').config?.objective).toEqual(objective);
  });

  it.each([
    ['{ "id": "f1", "class": "eggs" }', 'p:3:39', 'the class "eggs", which the project does not have'],
    [
      '{ "id": "weightedAccuracy", "weights": { "spam": 5 } }',
      'p:3:55',
      'Every class needs a weight; without one: "ham"',
    ],
    [
      '{ "id": "weightedAccuracy", "weights": { "spam": 0, "ham": 1 } }',
      'p:3:65',
      'The weight of the class "spam" must be above 0',
    ],
    [
      '{ "id": "weightedAccuracy", "weights": { "spam": 1, "ham": 1, "eggs": 1 } }',
      'p:3:',
      'The project has no class "eggs" to weight',
    ],
  ])('%s is a problem, with line and column', (text, place, message) => {
    const found = problems(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(place);
    expect(found[0]).toContain(message);
  });

  it('without its class is one problem, which says so', () => {
    expect(problems('{ "id": "f1" }')).toEqual(['p:3:16: "objective.class" is missing']);
  });

  it('of another name is a problem that says what can stand there', () => {
    expect(problems('"recall"').join()).toMatch(/expected .*accuracy/);
  });
});

describe('toSetting', () => {
  it.each<ObjectiveSetting>([
    'accuracy',
    'balancedAccuracy',
    { id: 'f1', class: 'spam' },
    { id: 'weightedAccuracy', weights: { ham: 1, spam: 2.5 } },
  ])('goes back from $id', (setting) => {
    expect(toSetting(toObjective(setting, CLASSES), CLASSES)).toEqual(setting);
  });
});

describe('objectiveText', () => {
  it('tells objectives apart by the names of their classes', () => {
    expect(objectiveText({ kind: 'f1', positive: 0 }, ['ham', 'spam'])).toBe(
      objectiveText({ kind: 'f1', positive: 1 }, ['spam', 'ham']),
    );
    expect(objectiveText({ kind: 'accuracy' }, CLASSES)).toBe('"accuracy"');
  });
});
