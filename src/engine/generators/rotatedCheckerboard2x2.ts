import { createUniformSquare } from './uniformSquare.ts';

/** The 2x2 checkerboard turned by 45 degrees (Konyushkova et al. 2017, section 4.2): class 1 left and right. */
export const rotatedCheckerboard2x2 = createUniformSquare(
  {
    id: 'rotatedCheckerboard2x2',
    title: 'Rotated checkerboard 2x2',
    description: 'Points in a square that its two diagonals divide.',
  },
  ['above and below', 'left and right'],
  (x, y) => Math.abs(x - 0.5) > Math.abs(y - 0.5),
);
