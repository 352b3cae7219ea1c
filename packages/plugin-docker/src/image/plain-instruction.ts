/**
 * One spelling for an instruction, as written (`RUN --mount=… pip install`), as BuildKit records it
 * (`RUN |1 A=b /bin/sh -c pip install # buildkit`) and as Trivy writes it down again (`ENV A="b"`).
 */
export function plainInstruction(text: string): string {
  const words = text
    .replace(/\s# buildkit$/u, '')
    .replace(/^\/bin\/sh -c #\(nop\)\s+/u, '')
    .replace(/^\/bin\/sh -c /u, 'RUN ')
    .replace(/["']/gu, '')
    .trim()
    .split(/\s+/u);
  const [name = '', ...rest] = words;
  while (rest[0]?.startsWith('--') === true) rest.shift();
  // The form of a list is recorded as words.
  const body = rest
    .join(' ')
    .replace(/^\[(.*)\]$/u, (_, list: string) => list.replaceAll(/\s*,\s*/gu, ' ').trim());
  switch (name.toUpperCase()) {
    case 'RUN':
      return `RUN ${body.replace(/^\|\d+ .*?(?=\/bin\/sh -c )/u, '').replace(/^\/bin\/sh -c /u, '')}`;
    // The old form without an equals sign, and the new one.
    case 'ENV':
      return `ENV ${body.replace(/^([^\s=]+) /u, '$1=')}`;
    default:
      return `${name.toUpperCase()} ${body}`;
  }
}
