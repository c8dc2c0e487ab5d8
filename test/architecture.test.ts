import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesUnder, findCircle, readSource, root } from './sourceGraph.ts';
import type { Import, SourceFile } from './sourceGraph.ts';

/** Who may import whom; see ARCHITECTURE.md. `types` are rooms of which only types may be imported. */
const rooms: Readonly<
  Record<string, { readonly values: readonly string[]; readonly types: readonly string[] }>
> = {
  engine: { values: [], types: ['protocol'] },
  protocol: { values: [], types: ['engine'] },
  data: { values: ['engine', 'protocol'], types: [] },
  documents: { values: [], types: [] },
  charts: { values: [], types: ['protocol'] },
  store: { values: ['engine', 'protocol'], types: [] },
  experiments: { values: ['engine', 'data', 'documents', 'protocol'], types: [] },
  inspection: { values: ['engine', 'data', 'store', 'protocol'], types: [] },
  engineProcess: {
    values: ['engine', 'data', 'store', 'inspection', 'experiments', 'protocol'],
    types: [],
  },
  session: { values: ['store', 'documents', 'protocol', 'engineProcess'], types: ['engine'] },
  cli: {
    values: [
      'engine',
      'data',
      'store',
      'inspection',
      'charts',
      'experiments',
      'engineProcess',
      'session',
      'protocol',
    ],
    types: ['documents'],
  },
  host: { values: ['session', 'protocol'], types: ['engineProcess', 'store'] },
  extension: { values: ['host'], types: ['session'] },
  webview: { values: ['charts', 'protocol'], types: [] },
};

/** Packages that only these rooms may import; a package that is not named is free for all but the engine. */
const owners: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^vscode$/, ['host', 'extension']],
  [/^(sqlite3|node:sqlite)$/, ['store']],
  [/^sharp$/, ['data']],
  [/^(@tensorflow\/.*|webgpu|onnxruntime-web.*)$/, ['engineProcess']],
  [/^(lit|lit\/.*|@lit-labs\/.*|@microsoft\/.*|@vscode\/webview.*)$/, ['webview']],
  [/^d3-.*$/, ['charts']],
  [/^node:/, ['data', 'store', 'experiments', 'engineProcess', 'session', 'host', 'extension', 'cli']],
];

const files = [...filesUnder('src'), ...filesUnder('webview')]
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  .map(readSource);

/** `src/store/journal.ts` is in the room `store`, `src/extension.ts` is `extension`. */
const roomOf = (file: string): string => {
  const [top = '', second = ''] = file.split('/');
  return top === 'webview' ? 'webview' : second.replace(/\.ts$/, '');
};

function breaks(from: SourceFile, { file, specifier, typeOnly }: Import): boolean {
  const room = roomOf(from.path);
  if (file === null) {
    const owner = owners.find(([pattern]) => pattern.test(specifier));
    return owner === undefined ? room === 'engine' || room === 'protocol' : !owner[1].includes(room);
  }
  // What the program says of itself.
  if (file === 'package.json') return room !== 'cli';
  const target = roomOf(file);
  const allowed = rooms[room];
  if (target === room) return false;
  return !(
    allowed?.values.includes(target) === true ||
    (typeOnly && allowed?.types.includes(target) === true)
  );
}

describe('the room map', () => {
  it('knows every room', () => {
    expect(files.length).toBeGreaterThan(50);
    expect([...new Set(files.map((file) => roomOf(file.path)))].filter((room) => !(room in rooms))).toEqual(
      [],
    );
  });

  it('is kept by every import', () => {
    const broken = files.flatMap((file) =>
      file.imports
        .filter((each) => breaks(file, each))
        .map((each) => `${file.path} imports ${each.specifier}`),
    );
    expect(broken).toEqual([]);
  });

  it('has no circle of imports', () => {
    expect(findCircle(files)).toBeNull();
  });

  it('sees what it forbids', () => {
    const engine = emptyFile('src/engine/a.ts');
    const own = (file: string, typeOnly = false): Import => ({ specifier: './x.ts', file, typeOnly });
    expect(breaks(engine, own('src/store/store.ts'))).toBe(true);
    expect(breaks(engine, own('src/protocol/engine.ts'))).toBe(true);
    expect(breaks(engine, own('src/protocol/engine.ts', true))).toBe(false);
    expect(breaks(engine, { specifier: 'node:fs', file: null, typeOnly: false })).toBe(true);
    expect(breaks(emptyFile('webview/a.ts'), own('src/session/session.ts'))).toBe(true);
    expect(breaks(emptyFile('src/host/a.ts'), { specifier: 'sqlite3', file: null, typeOnly: false })).toBe(
      true,
    );
  });
});

const emptyFile = (file: string): SourceFile => ({
  path: file,
  text: '',
  lines: 1,
  imports: [],
  hasDefaultExport: false,
});

describe('the engine', () => {
  it('has no clock, no unseeded randomness and no console', () => {
    const impure = /\bMath\.random\b|\bDate\.now\b|\bnew Date\b|\bperformance\.|\bconsole\.|\bprocess\./;
    const found = files
      .filter((file) => roomOf(file.path) === 'engine' && impure.test(withoutComments(file.text)))
      .map((file) => file.path);
    expect(found).toEqual([]);
  });
});

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');

describe('files', () => {
  it('stay short: engine 95th percentile 250 lines, elsewhere 350, the entry 120', () => {
    const engine = files
      .filter((file) => roomOf(file.path) === 'engine')
      .map((file) => file.lines)
      .sort((a, b) => a - b);
    expect(engine[Math.ceil(engine.length * 0.95) - 1]).toBeLessThanOrEqual(250);
    const limit = (file: SourceFile): number => {
      const room = roomOf(file.path);
      if (room === 'extension') return 120;
      return room === 'engine' ? 500 : 350;
    };
    expect(
      files.filter((file) => file.lines > limit(file)).map((file) => `${file.path} ${file.lines}`),
    ).toEqual([]);
  });

  it('are named for what they hold, in camelCase, and export by name', () => {
    const vague = /^(utils?|helpers?|manager|service|index|misc|common|types)\.ts$/i;
    const names = files.map((file) => path.basename(file.path));
    expect(
      names.filter((name) => vague.test(name) || !/^[a-z][A-Za-z0-9]*(\.[a-z]+)?\.ts$/.test(name)),
    ).toEqual([]);
    expect(files.filter((file) => file.hasDefaultExport).map((file) => file.path)).toEqual([]);
  });
});

describe('every text of the project', () => {
  // Put together here, so that this file does not hold what it looks for.
  const machineFolders = 'wo' + 'rk|' + 'ro' + 'ot';
  const unfinished = 'TO' + 'DO|' + 'FIX' + 'ME';
  const banned = [
    new RegExp(`(^|[\\s"'\`(=:])/(${machineFolders})/`),
    new RegExp(['registry', 'npmjs', 'org'].join('\\.')),
    new RegExp(`\\b(${unfinished})\\b`),
  ];
  const texts = filesUnder('.').filter((file) => /\.(ts|mjs|cjs|json|md|css|sh|yml)$|^\.ci\/run$/.test(file));

  it('names no path of one machine, no registry and no unfinished work', () => {
    const found = texts.flatMap((file) => {
      const text = readFileSync(path.join(root, file), 'utf8');
      return banned.filter((pattern) => pattern.test(text)).map((pattern) => `${file}: ${String(pattern)}`);
    });
    expect(texts.length).toBeGreaterThan(50);
    expect(found).toEqual([]);
  });
});
