import { createUniformSquare } from './uniformSquare.ts';

/** `side` x `side` fields of Konyushkova et al. 2017, section 4.2: class 1 = the field of the origin and its colour. */
const createCheckerboard = (side: number, description: string) =>
  createUniformSquare(
    { id: `checkerboard${side}x${side}`, title: `Checkerboard ${side}x${side}`, description },
    ['black', 'white'],
    (x, y) => (Math.floor(side * x) + Math.floor(side * y)) % 2 === 0,
  );

export const checkerboard2x2 = createCheckerboard(2, 'Points in a square of four fields (exclusive or).');
export const checkerboard4x4 = createCheckerboard(4, 'Points in a square of sixteen small fields.');
