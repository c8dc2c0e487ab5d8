import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export interface Import {
  /** As written. */
  readonly specifier: string;
  /** Path from the project's root for a file of ours, null for a package. */
  readonly file: string | null;
  readonly typeOnly: boolean;
}

export interface SourceFile {
  /** Path from the project's root, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly hasDefaultExport: boolean;
}

export const root = path.resolve(import.meta.dirname, '..');

const skippedFolders = new Set(['node_modules', 'dist', '.git', 'screenshots', '.nextlabel', 'sample']);

/** Paths of all files under a folder of the project, without what is generated or installed. */
export function filesUnder(folder: string): string[] {
  const here = path.join(root, folder);
  return readdirSync(here, { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return skippedFolders.has(entry.name) ? [] : filesUnder(file);
    return entry.isFile() ? [file] : [];
  });
}

function importsOf(source: ts.SourceFile, from: string): Import[] {
  const found: Import[] = [];
  const add = (specifier: string, typeOnly: boolean): void => {
    const own = specifier.startsWith('.');
    const file = own ? path.posix.join(path.posix.dirname(from), specifier) : null;
    found.push({ specifier, file, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node.moduleSpecifier.text, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
      if (ts.isStringLiteral(node.moduleSpecifier)) add(node.moduleSpecifier.text, node.isTypeOnly);
    } else if (ts.isCallExpression(node)) {
      const callee = node.expression;
      const loads =
        callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');
      const [first] = node.arguments;
      if (loads && first !== undefined && ts.isStringLiteralLike(first)) add(first.text, false);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function hasDefaultExport(source: ts.SourceFile): boolean {
  return source.statements.some((statement) => {
    if (ts.isExportAssignment(statement)) return true;
    if (!ts.canHaveModifiers(statement)) return false;
    const kinds = (ts.getModifiers(statement) ?? []).map(({ kind }) => kind);
    return kinds.includes(ts.SyntaxKind.DefaultKeyword);
  });
}

export function readSource(file: string): SourceFile {
  const text = readFileSync(path.join(root, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
  return {
    path: file,
    text,
    lines: text.trimEnd().split('\n').length,
    imports: importsOf(source, file),
    hasDefaultExport: hasDefaultExport(source),
  };
}

/** A circle of imports as the files along it, null if there is none. */
export function findCircle(files: readonly SourceFile[]): readonly string[] | null {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const finished = new Set<string>();
  const trail: string[] = [];
  const visit = (file: string): readonly string[] | null => {
    if (finished.has(file)) return null;
    const start = trail.indexOf(file);
    if (start >= 0) return [...trail.slice(start), file];
    trail.push(file);
    for (const { file: next } of byPath.get(file)?.imports ?? []) {
      const circle = next !== null && byPath.has(next) ? visit(next) : null;
      if (circle !== null) return circle;
    }
    trail.pop();
    finished.add(file);
    return null;
  };
  for (const { path: file } of files) {
    const circle = visit(file);
    if (circle !== null) return circle;
  }
  return null;
}
