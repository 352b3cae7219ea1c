import { anchorOf } from './anchor-of.ts';

/** The anchors of a page: one for each heading, numbered where two are the same. */
export function anchorsOf(markdown: string): ReadonlySet<string> {
  const prose = markdown.replaceAll(/^(`{3,})[^\n]*\n[\s\S]*?^\1[ \t]*$/gmu, '');
  const counts = new Map<string, number>();
  const anchors = [...prose.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gmu)].map(([, text = '']) => {
    const anchor = anchorOf(text.replaceAll(/!?\[([^\]]*)\]\([^)]*\)/gu, '$1'));
    const count = counts.get(anchor) ?? 0;
    counts.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
  return new Set(anchors);
}
