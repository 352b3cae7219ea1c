import type { CommandLine } from './config-text.ts';
import type { Documents } from './documents.ts';
import { textAt } from './table.ts';
import type { Tree } from './tree.ts';

export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun';

/** By the lockfile; npm without one. */
export function packageManager(tree: Tree): PackageManager {
  if (tree.files.includes('pnpm-lock.yaml')) return 'pnpm';
  if (tree.files.includes('yarn.lock')) return 'yarn';
  return tree.files.includes('bun.lock') || tree.files.includes('bun.lockb') ? 'bun' : 'npm';
}

const NAMES = ['lint', 'typecheck', 'test'];

/** Commands that a repository without Python already has for its tests and lint: each of them exists. */
export function detectCommands(documents: Documents): readonly CommandLine[] {
  // A Makefile's `test` usually calls the package's own, or the language's: one of them is enough.
  const scripts = fromScripts(documents);
  const made = fromMakefile(documents).filter(({ name }) => !scripts.some((script) => script.name === name));
  const own = [...scripts, ...made];
  const isOwn = (purpose: string): boolean => own.some(({ name }) => name === purpose);
  return [
    ...own,
    ...fromLanguages(documents).filter(({ name }) => !isOwn(name.endsWith('-test') ? 'test' : 'lint')),
  ];
}

function fromScripts({ packageJson, tree }: Documents): readonly CommandLine[] {
  const manager = packageManager(tree);
  return NAMES.flatMap((name) => {
    const script = textAt(packageJson, 'scripts', name);
    // What npm itself writes, and nobody's test.
    if (script === undefined || script.includes('no test specified')) return [];
    const argv = name === 'test' && manager !== 'bun' ? [manager, 'test'] : [manager, 'run', name];
    return [{ name, argv, because: `script ${name} in package.json: ${script}` }];
  });
}

function fromLanguages({ tree }: Documents): readonly CommandLine[] {
  const has = (file: string): boolean => tree.files.includes(file);
  const isGo = has('go.mod') && tree.files.some((path) => path.endsWith('.go'));
  return [
    ...(isGo ? [{ name: 'go-vet', argv: ['go', 'vet', './...'], because: 'go.mod' }] : []),
    ...(isGo ? [{ name: 'go-test', argv: ['go', 'test', './...'], because: 'go.mod' }] : []),
    ...(has('Cargo.toml')
      ? [
          {
            name: 'cargo-test',
            argv: ['cargo', 'test', ...(has('Cargo.lock') ? ['--locked'] : [])],
            because: 'Cargo.toml',
          },
        ]
      : []),
    ...(has('rustfmt.toml') || has('.rustfmt.toml')
      ? [{ name: 'cargo-fmt', argv: ['cargo', 'fmt', '--check'], because: 'rustfmt.toml' }]
      : []),
  ];
}

function fromMakefile({ tree }: Documents): readonly CommandLine[] {
  // In make's own order.
  const file = ['GNUmakefile', 'makefile', 'Makefile'].find((name) => tree.read(name) !== undefined);
  const text = file === undefined ? '' : (tree.read(file) ?? '');
  return NAMES.filter((name) => new RegExp(String.raw`^${name}\s*::?(?![=:])`, 'mu').test(text)).map(
    (name) => ({
      name,
      argv: ['make', name],
      because: `target ${name} in ${file}`,
    }),
  );
}
