/** Words of the tab "Why this item". */
export const strings = {
  previous: 'Previous',
  next: 'Next',
  rank: (rank: number, pool: number) => `Rank ${rank} of ${pool}`,
  notRanked: 'The round did not rank it: it was labeled or skipped before.',
} as const;
