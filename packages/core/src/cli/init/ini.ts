/** Section to key to value, as Python's configparser reads it. Keys are in lower case. */
export type Ini = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Reads an ini file. A line that is indented goes on with the value above it; what fits nowhere is passed over. */
export function parseIni(text: string): Ini {
  const sections: Record<string, Record<string, string>> = {};
  let keys: Record<string, string> = {};
  let last: string | undefined;
  for (const line of text.split(/\r?\n/u)) {
    if (/^\s*[#;]/u.test(line)) continue;
    const section = /^\[(.+)\]\s*$/u.exec(line)?.[1];
    const pair = /^([^\s=:][^=:]*?)\s*[=:]\s*(.*)$/u.exec(line);
    if (section !== undefined) {
      keys = sections[section] ??= {};
      last = undefined;
    } else if (/^\s+\S/u.test(line) && last !== undefined) {
      keys[last] = `${keys[last]}\n${line.trim()}`;
    } else if (pair !== null) {
      last = (pair[1] ?? '').toLowerCase();
      keys[last] = (pair[2] ?? '').trim();
    }
  }
  return sections;
}

/** One entry a line, without blank lines and comments. */
export function iniLines(value: string | undefined): readonly string[] {
  return (value ?? '')
    .split('\n')
    .map((line) => line.replace(/(?:^|\s)#.*$/u, '').trim())
    .filter((line) => line !== '');
}
