/** Sections of an INI file: section to key to value. Keys are lower case, continued lines joined by a newline. */
export type Ini = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Reads what Python's configparser reads in `setup.cfg`, `tox.ini`, `pytest.ini` and `.coveragerc`: no interpolation,
 * `=` or `:` as the separator, indented lines continue a value, `#` and `;` start a comment line.
 */
export function parseIni(text: string): Ini {
  const sections: Record<string, Record<string, string>> = {};
  let section: Record<string, string> | undefined;
  let key: string | undefined;
  for (const line of text.replace(/^\uFEFF/u, '').split(/\r?\n/u)) {
    if (/^\s*[#;]/u.test(line)) continue;
    const heading = /^\[([^\]]+)\]/u.exec(line);
    if (heading) {
      section = sections[heading[1] as string] ??= {};
      key = undefined;
    } else if (/^\s/u.test(line) && key !== undefined && section) {
      if (line.trim() !== '') section[key] = `${section[key]}\n${line.trim()}`;
    } else {
      const pair = /^([^=:]+?)\s*[=:]\s*(.*)$/u.exec(line);
      if (!pair || !section) continue;
      key = (pair[1] as string).trim().toLowerCase();
      section[key] = (pair[2] as string).trim();
    }
  }
  return sections;
}

/** The lines of a list value: one entry a line, blank lines and comments dropped. */
export function iniLines(value: string | undefined): string[] {
  return (value ?? '')
    .split('\n')
    .map((line) => line.replace(/\s+#.*$/u, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}
