import { describe, expect, it } from 'vitest';

import { createFeatureMemory } from '../../src/engineProcess/featureMemory.ts';
import type { KeptFeatures } from '../../src/engineProcess/featureMemory.ts';

const features = (featuresId: string, rows = 1): KeptFeatures => ({
  key: `request of ${featuresId}`,
  info: { featuresId, rows, columns: 1, notes: [], cached: false, durationMs: 1 },
  matrix: { rows, columns: 1, buffer: new SharedArrayBuffer(4 * rows) },
});

describe('createFeatureMemory', () => {
  it('keeps the latest matrix of a project only', () => {
    const memory = createFeatureMemory();
    memory.keep('a.db', features('old', 1));
    memory.keep('a.db', features('new', 2));
    expect(memory.find('old')).toBeNull();
    expect(memory.find('new')?.rows).toBe(2);
  });

  it('recalls what answers the same request and drops what does not any more', () => {
    const memory = createFeatureMemory();
    memory.keep('a.db', features('x'));
    expect(memory.recall('a.db', 'request of x')?.info.featuresId).toBe('x');
    expect(memory.find('x')).not.toBeNull();
    expect(memory.recall('a.db', 'request of y')).toBeNull();
    expect(memory.find('x')).toBeNull();
    expect(memory.recall('b.db', 'request of x')).toBeNull();
  });

  it('drops the project that was not used for longest', () => {
    const memory = createFeatureMemory();
    for (const name of ['a', 'b', 'c']) memory.keep(name, features(name));
    memory.find('a');
    memory.keep('d', features('d'));
    expect(['a', 'b', 'c', 'd'].map((name) => memory.find(name) !== null)).toEqual([true, false, true, true]);
  });
});
