import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export interface Packed {
  readonly manifest: Manifest;
  /** Text by path in the package. */
  readonly files: ReadonlyMap<string, string>;
}

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** What is in a packed package: plain files of a tar archive with short names, as npm and pnpm write it. */
export function readTarball(file: string): Packed {
  const tar = gunzipSync(readFileSync(file));
  const files = new Map<string, string>();
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0;) {
    const field = (from: number, length: number): string =>
      tar.toString('utf8', at + from, at + from + length).replace(/\0[^]*$/u, '');
    const size = Number.parseInt(field(124, 12), 8);
    const path = [field(345, 155), field(0, 100)].filter((part) => part !== '').join('/');
    if (['', '0'].includes(field(156, 1)))
      files.set(path.replace(/^package\//u, ''), tar.toString('utf8', at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return { manifest: JSON.parse(files.get('package.json') ?? '') as Manifest, files };
}
