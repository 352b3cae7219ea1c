/** A part of a workflow file that is ours, between two marks. */
export interface Block {
  readonly id: string;
  /** Whole lines. */
  readonly text: string;
}

/** The first line of every file that is ours. */
export const MARKER = '# Written by `sluice generate github` from the config.';

const HEADER = `${MARKER} What stands between two marks is
# written again each time; lines of your own between one block and the next stay.
`;
const BEGIN = '# >>> sluice: ';
const END = '# <<< sluice: ';

/** Whether a file was written by us. */
export function isOurs(text: string): boolean {
  return text.startsWith(MARKER);
}

/**
 * The file as it should be: our blocks, with the lines that stand after each in the present text. Lines after a block
 * that is no longer written stay where they are, after the block before it.
 */
export function writeBlocks(blocks: readonly Block[], present = ''): string {
  const kept = ownLines(present, new Set(blocks.map(({ id }) => id)));
  const after = (id: string): string => (kept.get(id) ?? []).join('');
  const parts = blocks.map(({ id, text }) => `${BEGIN}${id}\n${text}${END}${id}\n${after(id)}`);
  return `${HEADER}${after('')}${parts.join('')}`;
}

/** Whether each mark that begins a block has its end: else it cannot be told whose lines are whose. */
export function hasWholeMarks(text: string): boolean {
  const marks = text.split('\n').filter((line) => line.startsWith(BEGIN) || line.startsWith(END));
  return (
    marks.length % 2 === 0 &&
    marks.every((line, index) =>
      index % 2 === 0
        ? line.startsWith(BEGIN) && marks[index + 1]?.trimEnd() === END + line.slice(BEGIN.length).trimEnd()
        : line.startsWith(END),
    )
  );
}

/** Lines of the user, by the block of `ids` that they follow; `''` for those before the first. */
function ownLines(present: string, ids: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const kept = new Map<string, string[]>();
  if (!isOurs(present)) return kept;
  let after = '';
  let isInside = false;
  for (const line of present.split(/(?<=\n)/u).slice(HEADER.split('\n').length - 1)) {
    if (line.startsWith(BEGIN)) isInside = true;
    else if (line.startsWith(END)) {
      isInside = false;
      const id = line.slice(END.length).trimEnd();
      if (ids.has(id)) after = id;
    } else if (!isInside)
      kept.set(after, [...(kept.get(after) ?? []), line.endsWith('\n') ? line : `${line}\n`]);
  }
  return kept;
}
