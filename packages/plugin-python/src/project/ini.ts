/** Sections of an INI file: section, then key, then text. Keys are lower case, continued lines joined by newlines. */
export type Ini = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Reads what Python's configparser reads of `setup.cfg`, `tox.ini`, `.editorconfig` and the like. Anything that is
 * no section, key or continued line is passed over: the tool that owns the file is the one to refuse it.
 */
export function parseIni(text: string): Ini {
  const sections: Record<string, Record<string, string>> = {};
  let section: Record<string, string> | undefined;
  let key: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '' || /^\s*[#;]/.test(line)) continue;
    const heading = /^\[(.+)\]\s*$/.exec(line)?.[1];
    if (heading !== undefined) {
      section = sections[heading.trim()] ??= {};
      key = undefined;
    } else if (section && key !== undefined && /^\s/.test(line)) {
      section[key] = `${section[key] ?? ''}\n${line.trim()}`;
    } else {
      const pair = /^\s*([^=:]+?)\s*[=:]\s*(.*)$/.exec(line);
      if (!section || !pair) continue;
      key = (pair[1] ?? '').toLowerCase();
      section[key] = (pair[2] ?? '').trim();
    }
  }
  return sections;
}

/** A list as these files write it: one entry a line, or separated by commas. */
export function iniList(value: string | undefined): readonly string[] {
  return (value ?? '')
    .split(/[\n,]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}
