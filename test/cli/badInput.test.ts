import { afterAll, describe, expect, it } from 'vitest';
import { runCli, scratch } from './runCli.ts';

const { folder, write, end } = scratch();
afterAll(end);

const good = write('good.csv', 'a,b,y\n1,2,u\n3,4,v\n5,6,\n');
const task = ['--label', 'y', '--strategy', 'margin', '--model', 'logisticRegression'];
const ranked = (name: string, text: string, ...more: string[]) => [
  'rank',
  write(name, text),
  ...task,
  ...more,
];

/** What is wrong, the arguments, and what the message has to say. */
const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['no command', [], ['rank, predict, experiment, report, inspect, doctor']],
  ['an unknown command', ['rnak'], ['"rnak"', 'rank, predict, experiment, report, inspect, doctor']],
  ['no file', ['rank', ...task], ['file is missing', 'DATA']],
  ['a file too many', ['rank', good, 'more.csv', ...task], ['"more.csv"']],
  ['no label column', ['rank', good], ['--label']],
  ['an unknown option', ['rank', good, ...task, '--batchsize', '3'], ["'--batchsize'", '--batch,']],
  ['a batch of none', ['rank', good, ...task, '--batch', '0'], ['--batch', 'at least 1', '"0"']],
  ['a fraction as seed', ['rank', good, ...task, '--seed', '1.5'], ['--seed', '"1.5"']],
  ['an unknown format', ['rank', good, ...task, '--format', 'xml'], ['--format', 'json, table']],
  [
    'an unknown strategy',
    ['rank', good, '--label', 'y', '--strategy', 'best', '--model', 'svc'],
    ['--strategy', '"best"', 'margin, entropy'],
  ],
  [
    'an unknown model',
    ['predict', good, good, '--label', 'y', '--model', 'forest'],
    ['--model', '"forest"', 'logisticRegression, svc'],
  ],
  [
    'a strategy for experiments',
    ['rank', good, '--label', 'y', '--strategy', 'oracle', '--model', 'svc'],
    ['experiments only'],
  ],
  [
    'a model that cannot serve the strategy',
    ['rank', good, '--label', 'y', '--strategy', 'margin', '--model', 'svc'],
    ['needs probabilities'],
  ],
  ['an unknown parameter', ['rank', good, ...task, '--param', 'D=1'], ['D', 'logisticRegression has C']],
  ['a parameter without value', ['rank', good, ...task, '--param', 'C'], ['name=value']],
  ['a parameter that is no number', ['rank', good, ...task, '--param', 'C=low'], ['C', '"low"']],
  ['a parameter out of range', ['rank', good, ...task, '--param', 'C=-1'], ['"C"', '-1']],
  ['a file that is not there', ['rank', `${folder}/none.csv`, ...task], ['none.csv', 'does not exist']],
  ['a folder', ['rank', folder, ...task], ['is a folder']],
  [
    'a label column that is not there',
    ['rank', good, '--label', 'z', '--strategy', 'random', '--model', 'svc'],
    ['good.csv, line 1', '"z"', '"a", "b", "y"'],
  ],
  ['an empty file', ranked('empty.csv', ''), ['empty.csv', 'is empty']],
  [
    'a missing number',
    ranked('gap.csv', 'a,b,y\n1,2,u\n3,,v\n'),
    ['gap.csv, line 3, column 2 ("b")', 'missing'],
  ],
  [
    'a word among numbers',
    ranked('word.csv', 'a,b,y\n1,2,u\n\n3,many,v\n4,5,\n'),
    ['word.csv, line 4, column 2 ("b")', '"many"', 'expected a number'],
  ],
  [
    'a short row',
    ranked('short.csv', 'a,b,y\n1,2,u\n3,4\n'),
    ['short.csv, line 3, column 3 ("y")', '2 cells'],
  ],
  [
    'broken JSON',
    ranked('broken.jsonl', '{"a":1,"y":"u"}\n{"a":2 "y":"v"}\n'),
    ['broken.jsonl, line 2, column 8', 'not valid JSON'],
  ],
  [
    'a missing number in JSON lines',
    ranked('gap.jsonl', '{"a":1,"y":"u"}\n{"a":2,"y":"v"}\n{"y":""}\n'),
    ['gap.jsonl, line 3, column "a"', 'missing'],
  ],
  [
    'free text',
    ranked('text.csv', `t,y\n${Array.from({ length: 30 }, (_, i) => `words number ${i},u\n`).join('')}x,v\n`),
    ['"t"', 'free text', '--ignore t'],
  ],
  ['an empty column', ranked('hollow.csv', 'a,b,y\n1,,u\n3,,v\n'), ['hollow.csv', '"b" is empty']],
  ['no feature', ranked('bare.csv', 'a,y\n1,u\n2,v\n', '--ignore', 'a'), ['no column', 'feature']],
  ['an ignored column that is not there', ['rank', good, ...task, '--ignore', 'c'], ['--ignore', '"c"']],
  ['an id column that is not there', ['rank', good, ...task, '--id', 'c'], ['good.csv, line 1', '"c"']],
  [
    'a single class',
    ['predict', write('one.csv', 'a,y\n1,u\n2,u\n'), good, '--label', 'y', '--model', 'svc'],
    ['one.csv', 'at least two classes', '"u"'],
  ],
  [
    'a weight that is not positive',
    [
      'predict',
      write('weights.csv', 'a,w,y\n1,1,u\n2,-1,v\n'),
      good,
      ...['--label', 'y', '--model', 'svc', '--weight', 'w'],
    ],
    ['weights.csv, line 3, column 2 ("w")', 'positive'],
  ],
  [
    'a feature that TEST lacks',
    ['predict', good, write('less.csv', 'a,y\n1,u\n'), '--label', 'y', '--model', 'svc'],
    ['less.csv, line 1', '"b"'],
  ],
];

describe('bad input', () => {
  it.concurrent.each(cases)(
    '%s: exit code 2, a message that helps, and no result',
    async (_, args, wanted) => {
      const { code, stdout, stderr } = await runCli(args);
      expect(stdout).toBe('');
      for (const part of wanted) expect(stderr).toContain(part);
      expect(stderr).toMatch(/^nextlabel: .+\.$/m);
      expect(stderr).not.toMatch(/^\s+at /m);
      expect(code).toBe(2);
    },
  );

  it('fails with 1 where the result cannot be written', async () => {
    const { code, stdout, stderr } = await runCli([
      'rank',
      good,
      ...task,
      '--out',
      `${folder}/none/picks.json`,
    ]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('could not be written');
  });
});
