import { readFileSync, readdirSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import type { Metafile } from './after-build.ts';

/**
 * What a built package imports although a user's tree would not have it. A development dependency in a published
 * declaration is the usual case: it works in this repository and is `any` everywhere else.
 */
export function undeclaredImports(folder: string, metafile: Metafile): string[] {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
    string,
    object | undefined
  >;
  const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  const isFine = (name: string): boolean =>
    name.startsWith('.') || isBuiltin(name) || declared.includes(packageOf(name)) || optional.includes(name);
  return [...codeImports(metafile), ...declarationImports(join(folder, '.build'))]
    .filter(({ name }) => !isFine(name))
    .map(({ file, name }) => `${file} imports '${name}', which package.json does not give to a user.`);
}

/** cosmiconfig looks for it only when its own loader of TypeScript is used; ours takes its place. */
const optional = ['typescript'];

interface Named {
  readonly file: string;
  readonly name: string;
}

function codeImports({ outputs }: Metafile): Named[] {
  return Object.entries(outputs).flatMap(([file, { imports }]) =>
    imports.filter(({ external }) => external).map(({ path }) => ({ file, name: path })),
  );
}

function declarationImports(folder: string): Named[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.d.ts'),
  );
  return files.flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const names = [...text.matchAll(/^(?:import|export)\b[^;]*?\bfrom '([^']+)';$/gm)].map(
      ([, name = '']) => name,
    );
    return names.map((name) => ({ file, name }));
  });
}

function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}
