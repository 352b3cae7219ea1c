import { outsideCode } from './outside-code.ts';

/** Changes the targets of a page's links and images: `[text](target)`, `[text](target "title")`, `[name]: target`. */
export function mapLinks(markdown: string, change: (target: string) => string): string {
  const inline = /(?<=\]\()<?([^)\s>]+)>?(?=\)|\s+["'])/gu;
  const named = /(?<=^\[[^\]\n]+\]:\s+)(\S+)/gmu;
  // A link's text may hold a span of code, so what is before the bracket is not looked at.
  return outsideCode(markdown, (prose) =>
    prose
      .replaceAll(inline, (_, target: string) => change(target))
      .replaceAll(named, (_, target: string) => change(target)),
  );
}
