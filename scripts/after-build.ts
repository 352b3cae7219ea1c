/** What follows a build of one package, before it takes the place of `dist`: `node scripts/after-build.ts core`. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { undeclaredImports } from './declared-imports.ts';
import { mergeChunks } from './merge-chunks.ts';
import { writeNotices } from './third-party-notices.ts';

/** The part of esbuild's metafile that is read here. */
export interface Metafile {
  readonly outputs: Readonly<
    Record<
      string,
      {
        readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>;
        readonly imports: readonly { readonly path: string; readonly external?: boolean }[];
      }
    >
  >;
}

const [name = ''] = process.argv.slice(2);
const folder = join(import.meta.dirname, '../packages', name);
const file = join(folder, '.build/metafile-esm.json');
const metafile = JSON.parse(readFileSync(file, 'utf8')) as Metafile;

writeNotices(folder, metafile);
const undeclared = undeclaredImports(folder, metafile);
for (const line of undeclared) console.error(line);
if (undeclared.length > 0) process.exitCode = 1;
rmSync(file);
await mergeChunks(join(folder, '.build'));
