import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, extname, join, resolve } from 'node:path';

/** What a config consists of: its own file, the files that it imports, and the packages that any of them names. */
export interface ConfigModules {
  /** Absolute, sorted; the config is among them. */
  readonly files: readonly string[];
  /** By name, with a file that imports it. */
  readonly packages: ReadonlyMap<string, string>;
  /** Why that is not all: an import that cannot be followed by reading. */
  readonly gap?: string;
}

// Also inside of comments and texts: a file too many only makes a result be computed anew.
const STATIC = /(?:\bfrom|\bimport|\bexport\s*\*\s*from)\s*(['"])([^'"\n]+)\1/gu;
const CALLED = /\b(?:import|require)\s*\(\s*([^)]*)\)/gu;
const EXTENSIONS = [
  '',
  '.ts',
  '.mts',
  '.cts',
  '.js',
  '.mjs',
  '.cjs',
  '.json',
  '/index.ts',
  '/index.js',
  '/index.mjs',
];

/**
 * Finds the modules of a config by reading, so that a changed one is seen whatever it is used for. Files that code
 * opens while it is loaded are not found that way.
 */
export function configModules(config: string): ConfigModules {
  const files = new Set<string>();
  const packages = new Map<string, string>();
  const gaps: string[] = [];
  const visit = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    if (extname(file) === '.json') return;
    for (const specifier of specifiersOf(readFileSync(file, 'utf8'), (text) =>
      gaps.push(`${file}: ${text}`),
    )) {
      if (isBuiltin(specifier)) continue;
      const path = specifier.startsWith('file:') ? new URL(specifier).pathname : specifier;
      if (!/^(?:\.{0,2}\/|\.\.?$)/u.test(path)) {
        packages.set(packageName(path), file);
        continue;
      }
      const found = moduleAt(resolve(dirname(file), path));
      if (found === undefined) gaps.push(`${file}: ${specifier} was not found`);
      else visit(found);
    }
  };
  visit(realpathSync(config));
  const sorted = [...files].toSorted();
  return gaps[0] === undefined ? { files: sorted, packages } : { files: sorted, packages, gap: gaps[0] };
}

function specifiersOf(text: string, unknown: (text: string) => void): readonly string[] {
  const found = [...text.matchAll(STATIC)].map((match) => match[2] ?? '');
  for (const [call, argument = ''] of text.matchAll(CALLED)) {
    const literal = /^(['"`])([^'"`$]+)\1\s*(?:,.*)?$/su.exec(argument.trim())?.[2];
    if (literal === undefined) unknown(call);
    else found.push(literal);
  }
  return found;
}

function moduleAt(path: string): string | undefined {
  // TypeScript may name the output of a file beside it.
  const sources = /\.[cm]?js$/u.test(path) ? [path.replace(/js$/u, 'ts')] : [];
  for (const candidate of [...EXTENSIONS.map((extension) => `${path}${extension}`), ...sources]) {
    if (statSync(candidate, { throwIfNoEntry: false })?.isFile() === true)
      return realpathSync(join(candidate));
  }
  return undefined;
}

function packageName(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
