/** Shorter ones are not worth hiding, and would hide too much. */
const LEAST = 5;

/** What stood where a scanner put its stars: in a source line, compared with that line as the scanner shows it. */
export interface Unmasked {
  readonly secrets: readonly string[];
}

/** Whether a line is the one that a scanner shows with stars in place of secrets; undefined when it is not. */
export function unmask(line: string, shown: string): Unmasked | undefined {
  const pieces = shown.split(/(\*{5,})/u);
  if (pieces.length === 1) return undefined;
  const source = pieces
    .map((piece, index) =>
      index % 2 === 1 ? `(.{${piece.length}})` : piece.replace(/[\\^$.*+?()[\]{}|/-]/gu, String.raw`\$&`),
    )
    .join('');
  const match = new RegExp(source, 'u').exec(line);
  if (match === null) return undefined;
  return { secrets: match.slice(1).filter((secret) => secret.length >= LEAST) };
}
