import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from './must.ts';
import { pnpm } from './pnpm.ts';

const root = join(import.meta.dirname, '../..');

/** Packs every package, or these folders of `packages/`, as it would be published. Gives the tarballs by package name. */
export async function packPackages(
  folder: string,
  only: readonly string[] = readdirSync(join(root, 'packages')),
): Promise<ReadonlyMap<string, string>> {
  const names = only.map((name) => {
    const manifest = readFileSync(join(root, 'packages', name, 'package.json'), 'utf8');
    return (JSON.parse(manifest) as { readonly name: string }).name;
  });
  const filters = names.flatMap((name) => ['--filter', name]);
  await must('npx', pnpm(...filters, '-r', 'pack', '--pack-destination', folder), { cwd: root });
  const files = readdirSync(folder);
  return new Map(
    names.map((name) => {
      const start = `${name.replace('@', '').replace('/', '-')}-`;
      const file = files.find(
        (one) => one.startsWith(start) && /^\d[\w.-]*\.tgz$/u.test(one.slice(start.length)),
      );
      if (file === undefined) throw new Error(`${name} was not packed: there is ${files.join(', ')}`);
      return [name, join(folder, file)];
    }),
  );
}
