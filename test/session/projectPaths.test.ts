import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimStateFolder, findStateFolder } from '../../src/session/projectPaths.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nextlabel-paths-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const project = (name: string): string => {
  const file = join(folder, `${name}.nextlabel.json`);
  writeFileSync(file, '{}');
  return file;
};

describe('the state folder', () => {
  it('is .nextlabel beside the first project', () => {
    expect(claimStateFolder(project('cats'))).toBe(join(folder, '.nextlabel'));
  });

  it('is a folder of its own for a second project, and stays so', () => {
    const [cats, dogs] = [project('cats'), project('dogs')];
    claimStateFolder(cats);
    expect(claimStateFolder(dogs)).toBe(join(folder, '.nextlabel', 'dogs'));
    expect(findStateFolder(cats)).toBe(join(folder, '.nextlabel'));
    expect(findStateFolder(dogs)).toBe(join(folder, '.nextlabel', 'dogs'));
  });

  it('stays with a project whose file was renamed', () => {
    const cats = project('cats');
    claimStateFolder(cats);
    const renamed = join(folder, 'felines.nextlabel.json');
    renameSync(cats, renamed);
    expect(claimStateFolder(renamed)).toBe(join(folder, '.nextlabel'));
    expect(claimStateFolder(project('dogs'))).toBe(join(folder, '.nextlabel', 'dogs'));
  });
});
