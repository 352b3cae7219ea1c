import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileUrl } from './file-url.ts';
import { folderText } from './folder-text.ts';
import { root, siteMap } from './site-map.ts';
import { stagePage } from './stage-page.ts';

/** Writes the pages, and the files that they lead to, where VitePress looks for them. */
export function stageSite(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  const all = siteMap().flatMap(({ pages }) => pages);
  const bySource = new Map(all.map((page) => [page.source, page]));
  for (const page of all) {
    const staged = stagePage(page, readFileSync(join(root, page.source), 'utf8'), bySource);
    const path = join(folder, `${page.url}.md`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, staged.text);
    for (const file of staged.files) {
      const copy = join(folder, 'public', fileUrl(file));
      mkdirSync(dirname(copy), { recursive: true });
      if (statSync(join(root, file)).isDirectory()) writeFileSync(copy, folderText(root, file));
      else copyFileSync(join(root, file), copy);
    }
  }
}
