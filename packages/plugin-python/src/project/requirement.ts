/** A requirement on a distribution, with the file that states it. */
export interface DeclaredRequirement {
  /** Normalised by PEP 503: lower case, `-` for `_` and `.`. */
  readonly name: string;
  /** A PEP 440 specifier, `''` for any; poetry's `^` and `~` are written out. */
  readonly specifier: string;
  /** `requirements-dev.txt`, `pyproject.toml (dependency-groups.test)`. */
  readonly from: string;
}

export const normaliseName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

/** Reads one line of a requirements file or one PEP 508 string; undefined when it names no distribution with a version. */
export function parseRequirement(line: string, from: string): DeclaredRequirement | undefined {
  const text =
    line
      .replace(/(^|\s)#.*$/, '')
      .split(/[;\\]|\s--/)[0]
      ?.trim() ?? '';
  const match = /^([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*\(?\s*((?:[<>=!~]=?=?.*)?)\)?$/.exec(text);
  if (!match?.[1]) return undefined;
  return { name: normaliseName(match[1]), specifier: (match[2] ?? '').replace(/[\s)]/g, ''), from };
}

/** Writes a constraint of poetry (`^1.2`, `~1.2`, `1.2.3`, `*`) as a PEP 440 specifier. */
export function poetrySpecifier(constraint: string): string {
  const text = constraint.trim();
  if (text === '' || text === '*') return '';
  const caret = /^\^(\d[\d.]*)$/.exec(text)?.[1];
  if (caret) return `>=${caret},<${bumpCaret(caret)}`;
  const tilde = /^~(\d[\d.]*)$/.exec(text)?.[1];
  if (tilde) {
    const [major = '0', minor] = tilde.split('.');
    return `>=${tilde},<${minor === undefined ? Number(major) + 1 : `${major}.${Number(minor) + 1}`}`;
  }
  return /^\d/.test(text) ? `==${text}` : text.replace(/\s/g, '');
}

/** The first release that `^` refuses: the leftmost number that is not zero goes up. */
function bumpCaret(version: string): string {
  const parts = version.split('.').map(Number);
  const index = parts.findIndex((part) => part !== 0);
  const at = index === -1 ? parts.length - 1 : index;
  return [...parts.slice(0, at), (parts[at] ?? 0) + 1].join('.');
}
