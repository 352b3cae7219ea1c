import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Metafile } from './after-build.ts';

interface Notice {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly text: string;
}

/** Writes THIRD-PARTY-NOTICES.txt of a package: the licences of what its build really bundled. */
export function writeNotices(folder: string, metafile: Metafile): void {
  const notices = bundledFolders(folder, metafile)
    .map(readNotice)
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
  const output = join(folder, 'THIRD-PARTY-NOTICES.txt');
  if (notices.length === 0) rmSync(output, { force: true });
  else writeFileSync(output, notices.map(draw).join(`\n${'-'.repeat(78)}\n\n`));
}

function bundledFolders(folder: string, { outputs }: Metafile): string[] {
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

function readNotice(folder: string): Notice {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
  };
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const license = manifest.license ?? 'see below';
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : `Licence: ${license}`;
  return { name: manifest.name, version: manifest.version, license, text };
}

function draw({ name, version, license, text }: Notice): string {
  return `${name} ${version} (${license})\n\n${text}\n`;
}
