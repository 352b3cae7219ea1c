/** What a checkout with Sluice in it holds and git must not. */
const WANTED = ['.sluice/', 'node_modules/'];

/** The text with the lines that are missing, and which these are. */
export function extendGitignore(text: string | undefined): {
  readonly text: string;
  readonly added: readonly string[];
} {
  const present = new Set(
    (text ?? '').split(/\r?\n/u).map((line) => line.trim().replace(/^(?:\*\*)?\/|\/$/gu, '')),
  );
  const added = WANTED.filter((line) => !present.has(line.replace(/\/$/u, '')));
  if (added.length === 0) return { text: text ?? '', added };
  const newline = text?.includes('\r\n') === true ? '\r\n' : '\n';
  const before =
    text === undefined || text === '' || text.endsWith('\n') ? (text ?? '') : `${text}${newline}`;
  return { text: `${before}${added.map((line) => `${line}${newline}`).join('')}`, added };
}
