import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { anchorsOf } from './anchors-of.ts';
import { mapLinks } from './map-links.ts';

/** A page of the repository, by its path from the root. */
export interface LinkingPage {
  readonly path: string;
  readonly text: string;
}

/** The links of a page that lead to no file of the repository, or to a heading that its page does not have. */
export function deadLinks(root: string, { path, text }: LinkingPage): readonly string[] {
  const targets: string[] = [];
  mapLinks(text, (target) => {
    targets.push(target);
    return target;
  });
  return targets
    .filter((target) => !/^[a-z][a-z+.-]*:/iu.test(target))
    .flatMap((target) => {
      const [file = '', anchor] = target.split('#');
      const full = file === '' ? path : posix.join(posix.dirname(path), decodeURIComponent(file));
      const why = fault(root, full, anchor);
      return why === undefined ? [] : [`${path}: ${target} (${why})`];
    });
}

function fault(root: string, file: string, anchor: string | undefined): string | undefined {
  if (file.startsWith('../')) return 'outside the repository';
  if (!existsSync(join(root, file))) return 'no such file';
  if (anchor === undefined) return undefined;
  const page = statSync(join(root, file)).isDirectory() ? posix.join(file, 'README.md') : file;
  if (!page.endsWith('.md') || !existsSync(join(root, page))) return 'no page, so it has no headings';
  return anchorsOf(readFileSync(join(root, page), 'utf8')).has(anchor) ? undefined : 'no such heading';
}
