import { readFileSync, realpathSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, extname, resolve } from 'node:path';
import { importsOf } from './imports-of.ts';
import { moduleFile } from './module-file.ts';

/** What a config consists of: its own file, the files that it imports, and the packages that any of them names. */
export interface ConfigModules {
  /** Absolute, sorted; the config is among them. */
  readonly files: readonly string[];
  /** By name, with a file that imports it. */
  readonly packages: ReadonlyMap<string, string>;
  /** Why that is not all: an import that cannot be followed by reading. */
  readonly gap?: string;
}

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
    const { specifiers, computed } = importsOf(readFileSync(file, 'utf8'));
    gaps.push(...computed.map((text) => `${file}: ${text}`));
    for (const specifier of specifiers) {
      if (isBuiltin(specifier)) continue;
      const path = specifier.startsWith('file:') ? new URL(specifier).pathname : specifier;
      if (!/^(?:\.{0,2}\/|\.\.?$)/u.test(path)) {
        packages.set(packageName(path), file);
        continue;
      }
      const found = moduleFile(resolve(dirname(file), path));
      if (found === undefined) gaps.push(`${file}: ${specifier} was not found`);
      else visit(found);
    }
  };
  visit(realpathSync(config));
  const sorted = [...files].toSorted();
  return gaps[0] === undefined ? { files: sorted, packages } : { files: sorted, packages, gap: gaps[0] };
}

function packageName(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
