import type { Block } from './pages.ts';

/** A line of a shell example. */
export interface ShellLine {
  /** `docs/gate.md:12`. */
  readonly where: string;
  readonly text: string;
  readonly words: readonly string[];
  /** What its remark promises: `# exit 1: …`; else 0. */
  readonly exitCode: number;
}

/** The lines of a block that a reader would type, without a prompt and without what comes after `#`. */
export function shellLines({ page, line, text }: Block): readonly ShellLine[] {
  const joined = text.replaceAll(/\\\n\s*/gu, '');
  return joined.split('\n').flatMap((whole) => {
    const [, typed = '', remark = ''] = /^(?:\$ )?(.*?)(?:\s+#\s(.*))?$/u.exec(whole.trimEnd()) ?? [];
    if (typed === '' || typed.startsWith('#')) return [];
    const words = [...typed.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/gu)];
    return [
      {
        where: `${page}:${line}`,
        text: typed,
        words: words.map(([, double, single, bare]) => double ?? single ?? bare ?? ''),
        exitCode: Number(/^exit (\d+)/u.exec(remark)?.[1] ?? 0),
      },
    ];
  });
}
