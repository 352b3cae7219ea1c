import { posix } from 'node:path';

/** A folder that is required by its path. */
export interface LocalPath {
  /** Relative to the project, normalised, with forward slashes. */
  readonly path: string;
  /** What is changed there is seen without installing again. */
  readonly isEditable: boolean;
  /** The distribution in it, where the line names it. */
  readonly name?: string;
}

/**
 * The folder that a line of requirements names: `-e ../lib`, `../lib[extra]`, `file:../lib`, `lib @ file:../lib`.
 * Undefined for one that names a distribution, an address elsewhere, or an absolute path, which is no part of a
 * repository.
 */
export function localPath(line: string): LocalPath | undefined {
  const text = line.replace(/\s*;.*$/su, '').trim();
  const editable = /^(?:-e|--editable)[\s=]+/u.exec(text)?.[0];
  const rest = editable === undefined ? text : text.slice(editable.length);
  const named = /^([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*@\s*(?=file:)/u.exec(rest);
  const target = named === null ? rest : rest.slice(named[0].length);
  const path = /^(?:file:(?:\/\/(?=\.))?)?(\.{1,2}(?:\/.*)?)$/u.exec(withoutTail(target))?.[1];
  if (path === undefined) return undefined;
  return {
    path: posix.normalize(path).replace(/(?<=.)\/$/u, ''),
    isEditable: editable !== undefined,
    ...(named?.[1] === undefined ? {} : { name: named[1] }),
  };
}

/** Without extras and without what `#egg=` says; Windows' separators made forward ones. */
function withoutTail(target: string): string {
  return target
    .replaceAll('\\', '/')
    .replace(/#.*$/u, '')
    .replace(/\[[^\]]*\]$/u, '')
    .trim();
}
