/**
 * Writes THIRD-PARTY-NOTICES.txt of one package: the licences of what its build bundled, taken from the installed
 * packages. `node scripts/third-party-notices.ts core`. Run by scripts/build.mjs after each build.
 */
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

interface Notice {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly text: string;
}

const [name = ''] = process.argv.slice(2);
const folder = join(import.meta.dirname, '../packages', name);
const metafile = join(folder, '.build/metafile-esm.json');

const notices = bundledFolders()
  .map(readNotice)
  .sort((a, b) => a.name.localeCompare(b.name, 'en'));
const output = join(folder, 'THIRD-PARTY-NOTICES.txt');
if (notices.length > 0) writeFileSync(output, `${notices.map(draw).join(`\n${'-'.repeat(78)}\n\n`)}`);
else rmSync(output, { force: true });
rmSync(metafile, { force: true });

function bundledFolders(): string[] {
  const { outputs } = JSON.parse(readFileSync(metafile, 'utf8')) as {
    outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }>;
  };
  const used = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
  const folders = used
    .filter((file) => file.includes('node_modules/'))
    .map((file) => packageFolder(resolve(folder, file)));
  return [...new Set(folders)];
}

/** `…/node_modules/@scope/name/lib/x.js` is in `…/node_modules/@scope/name`. */
function packageFolder(file: string): string {
  const marker = 'node_modules/';
  const start = file.lastIndexOf(marker) + marker.length;
  const parts = file.slice(start).split('/');
  return file.slice(0, start) + parts.slice(0, parts[0]?.startsWith('@') ? 2 : 1).join('/');
}

function readNotice(directory: string): Notice {
  const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
  };
  const file = readdirSync(directory).find((entry) => /^licen[cs]e/i.test(entry));
  const license = manifest.license ?? 'see below';
  const text = file ? readFileSync(join(directory, file), 'utf8').trim() : `Licence: ${license}`;
  return { name: manifest.name, version: manifest.version, license, text };
}

function draw({ name: packageName, version, license, text }: Notice): string {
  return `${packageName} ${version} (${license})\n\n${text}\n`;
}
