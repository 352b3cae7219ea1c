interface Openings {
  /** The fence of a code block that is open. */
  readonly fence?: string;
  /** `<details>` that are open. */
  readonly details: number;
}

/**
 * Markdown within so many characters, cut between two lines, with what was open at the cut closed and a sentence at its
 * end. Without the closing, a fence or `<details>` that was cut in two would swallow whatever stands below.
 */
export function cutMarkdown(text: string, mostCharacters: number, sentence: string): string {
  if (text.length <= mostCharacters) return text;
  const kept: string[] = [];
  let open: Openings = { details: 0 };
  let size = sentence.length + 2;
  for (const line of text.split('\n')) {
    const next = openAfter(open, line);
    if (size + line.length + 1 + closing(next).length + 1 > mostCharacters) break;
    kept.push(line);
    size += line.length + 1;
    open = next;
  }
  return [...kept, closing(open), '', sentence].join('\n');
}

function closing({ fence, details }: Openings): string {
  return [...(fence === undefined ? [] : [fence]), ...Array<string>(details).fill('\n</details>')].join('\n');
}

function openAfter(open: Openings, line: string): Openings {
  const [, mark = '', rest = ''] = /^ {0,3}(`{3,}|~{3,})(.*)$/u.exec(line) ?? [];
  const { fence, details } = open;
  if (fence !== undefined) {
    const isEnd = mark.startsWith(fence) && rest.trim() === '';
    return isEnd ? { details } : open;
  }
  if (mark !== '' && !(mark.startsWith('`') && rest.includes('`'))) return { fence: mark, details };
  const begun = line.match(/<details\b/giu)?.length ?? 0;
  const ended = line.match(/<\/details>/giu)?.length ?? 0;
  return { details: Math.max(0, details + begun - ended) };
}
