import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

/** A page for readers, by its path from the root. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** A fenced block of a page: what is after the fence (`ts`, `sh`), and the text. */
export interface Block {
  readonly page: string;
  readonly line: number;
  readonly language: string;
  /** Named blocks can be imported by the others of their page. */
  readonly name?: string;
  readonly text: string;
}

/** Every markdown page of the repository, its packages and examples; not the changelog's entries. */
export function pages(): readonly Page[] {
  const folders = (path: string): string[] => readdirSync(join(root, path)).map((name) => `${path}/${name}`);
  const candidates = [
    'README.md',
    'CONTRIBUTING.md',
    'bench/README.md',
    ...folders('docs').filter((path) => path.endsWith('.md')),
    ...[...folders('packages'), ...folders('examples')].map((folder) => `${folder}/README.md`),
  ];
  return candidates.flatMap((path) => {
    try {
      return [{ path, text: readFileSync(join(root, path), 'utf8') }];
    } catch {
      return []; // an example without a README
    }
  });
}

/** The fenced blocks of a page. */
export function blocksOf({ path, text }: Page): readonly Block[] {
  const fence = /^```(\S*)(?: (\S+))?\n([\s\S]*?)^```$/gmu;
  return [...text.matchAll(fence)].map(([, language = '', name, body = ''], index, all) => ({
    page: path,
    line: text.slice(0, all[index]?.index ?? 0).split('\n').length,
    language,
    ...(name === undefined ? {} : { name }),
    text: body,
  }));
}
