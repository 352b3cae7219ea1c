import { poetryConstraint } from './poetry.ts';
import { normaliseName } from './normalise-name.ts';
import { parseRequirement } from './requirement.ts';

/** A requirement on a distribution, with the file that states it. */
export interface DeclaredRequirement {
  /** Normalised by PEP 503: lower case, `-` for `_` and `.`. */
  readonly name: string;
  /** A PEP 440 specifier, `''` for any; poetry's `^` and `~` are written out. */
  readonly specifier: string;
  /** `requirements-dev.txt`, `pyproject.toml (dependency-groups.test)`. */
  readonly from: string;
}

/** Reads one line of a requirements file or one PEP 508 string; undefined when it names no distribution with a version. */
export function declaredRequirement(line: string, from: string): DeclaredRequirement | undefined {
  const text = line
    .replace(/(^|\s)#.*$/u, '')
    .replace(/\s--[^]*$|\\\s*$/u, '')
    .trim();
  const found = parseRequirement(text);
  if (found === undefined || found.url !== undefined) return undefined;
  return { name: found.name, specifier: found.specifier.replace(/\s/gu, ''), from };
}

/** An entry of a table of poetry. Alternatives, which PEP 440 cannot say, stay as they are: no release satisfies them. */
export function declaredByPoetry(name: string, constraint: string, from: string): DeclaredRequirement {
  const specifier = poetryConstraint(constraint) ?? constraint.replace(/\s/gu, '');
  return { name: normaliseName(name), specifier, from };
}
