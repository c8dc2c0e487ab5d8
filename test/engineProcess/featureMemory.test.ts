import { describe, expect, it } from 'vitest';

import { createFeatureMemory } from '../../src/engineProcess/featureMemory.ts';

const matrix = (rows: number) => ({ rows, columns: 1, buffer: new SharedArrayBuffer(4 * rows) });

describe('createFeatureMemory', () => {
  it('keeps the latest matrix of a project only', () => {
    const memory = createFeatureMemory();
    memory.keep('a.db', { featuresId: 'old', matrix: matrix(1) });
    memory.keep('a.db', { featuresId: 'new', matrix: matrix(2) });
    expect(memory.find('old')).toBeNull();
    expect(memory.find('new')?.rows).toBe(2);
  });

  it('drops the project that was not used for longest', () => {
    const memory = createFeatureMemory();
    for (const name of ['a', 'b', 'c']) memory.keep(name, { featuresId: name, matrix: matrix(1) });
    memory.find('a');
    memory.keep('d', { featuresId: 'd', matrix: matrix(1) });
    expect(['a', 'b', 'c', 'd'].map((name) => memory.find(name) !== null)).toEqual([true, false, true, true]);
  });
});
