import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const LEFT_OUT = new Set(['node_modules', 'dist', '.sluice', '__pycache__']);
const MOST_BYTES = 200_000;

/** The files of a folder one after another, for a link that leads to a folder: a site shows no folders. */
export function folderText(root: string, folder: string): string {
  const files = readdirSync(join(root, folder), { withFileTypes: true }).toSorted((left, right) =>
    left.name < right.name ? -1 : 1,
  );
  return files
    .filter(({ name }) => !LEFT_OUT.has(name))
    .map((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return folderText(root, path);
      const text = readFileSync(join(root, path), 'utf8');
      return `==> ${path} <==\n${text.length > MOST_BYTES ? 'too long to be shown here\n' : text}\n`;
    })
    .join('');
}
