/** Words of the tab "Strategies". */
export const strings = {
  compared: 'Strategies to compare',
  comparedCount: (count: number, own: string, of: 'round' | 'run') =>
    `${own}, the ${of}’s own, and ${count} ${count === 1 ? 'other' : 'others'}`,
  usual: 'Usual Ones',
  usualTitle: 'Quick strategies of different kinds',
  usualOfRun: 'Those that the experiment compares',
  slowNote: 'Strategies that train models over and over can take minutes on many items.',
  top: 'First items',

  columns: 'What each would have asked',
  columnsText:
    'Items that several strategies have among their first are marked; pointing at one shows where it stands in the other columns. Arrow keys move, Enter explains an item.',
  column: (title: string) => `First items by ${title}`,
  shared: (count: number, of: number) => `in ${count} of ${of} columns`,
  noScore: 'no score',

  likeness: 'How alike they are',
  scores: 'Scores',
  scoresText: 'Higher is asked first. A strategy without scores orders items in another way.',
  picks: 'How sure the model is of the picks',

  refused: 'Left out:',
} as const;
