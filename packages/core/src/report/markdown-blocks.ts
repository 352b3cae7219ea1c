/** A part of a document: lines that belong together, and what goes before and after them if any is left. */
export interface Block {
  readonly start?: readonly string[];
  readonly lines: readonly string[];
  readonly end?: string;
  /** What its lines are, for the sentence about those left out. Without it, the block is always whole. */
  readonly what?: string;
}

/** Room for the sentences about what was left out. */
const RESERVED = 600;

/**
 * Puts blocks together within so many characters. Lines are dropped from the last block that can spare them, then
 * from the one before; nothing goes in silence. Blocks stand in the order of how much they are needed.
 */
export function assemble(blocks: readonly Block[], mostCharacters: number): string {
  const kept = blocks.map(({ lines }) => lines.length);
  let over = blocks.reduce((sum, block) => sum + sizeOf(block), 0) - (mostCharacters - RESERVED);
  for (let index = blocks.length - 1; index >= 0 && over > 0; index -= 1) {
    const block = blocks[index];
    if (block?.what === undefined) continue;
    const count = linesWithin(block, over);
    over -= sizeOf(block) - sizeOf({ ...block, lines: block.lines.slice(0, count) });
    kept[index] = count;
  }
  return `${blocks.flatMap((block, index) => drawn(block, kept[index] ?? 0)).join('\n')}\n`;
}

/** How many of a block's lines can stay when it has to give up so many characters. */
function linesWithin({ lines }: Block, over: number): number {
  let count = lines.length;
  for (let left = over; count > 0 && left > 0; count -= 1) left -= (lines[count - 1]?.length ?? 0) + 1;
  return count;
}

function drawn({ start = [], lines, end, what }: Block, count: number): readonly string[] {
  const left = lines.length - count;
  const sentence =
    left > 0 ? [`_${left} more ${what ?? 'lines'} did not fit here; report.json has all._`, ''] : [];
  if (count === 0) return sentence;
  return [...start, ...lines.slice(0, count), ...(end === undefined ? [] : [end]), ...sentence];
}

/** Characters of a block, each line with its break. */
function sizeOf({ start = [], lines, end }: Block): number {
  if (lines.length === 0) return 0;
  return [...start, ...lines, ...(end === undefined ? [] : [end])].reduce(
    (sum, line) => sum + line.length + 1,
    0,
  );
}
