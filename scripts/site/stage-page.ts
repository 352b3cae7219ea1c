import { posix } from 'node:path';
import { fileUrl } from './file-url.ts';
import { mapLinks } from './map-links.ts';
import { outsideCode } from './outside-code.ts';
import type { SitePage } from './site-map.ts';

/** A page as VitePress gets it, and the files beside pages that it leads to. */
export interface StagedPage {
  readonly text: string;
  readonly files: readonly string[];
}

/**
 * Makes a page of the repository one of the site: links to other pages lead to where they stand there, links to other
 * files to a copy. The Markdown stays what GitHub shows; nothing in it is written for the site.
 */
export function stagePage(
  { source }: SitePage,
  markdown: string,
  pages: ReadonlyMap<string, SitePage>,
): StagedPage {
  const files = new Set<string>();
  const target = (link: string): string => {
    if (/^(?:[a-z]+:|#)/u.test(link)) return link;
    const [path = '', anchor] = link.split('#');
    const file = posix.join(posix.dirname(source), path);
    const page = pages.get(file) ?? pages.get(posix.join(file, 'README.md'));
    const hash = anchor === undefined ? '' : `#${anchor}`;
    if (page !== undefined) return `/${page.url === 'index' ? '' : page.url}${hash}`;
    files.add(file);
    return `/${fileUrl(file)}`;
  };
  const text = mapLinks(withoutComments(markdown), target);
  return { text, files: [...files] };
}

function withoutComments(markdown: string): string {
  return outsideCode(markdown, (prose) => prose.replaceAll(/<!--[\s\S]*?-->\n?/gu, ''));
}
