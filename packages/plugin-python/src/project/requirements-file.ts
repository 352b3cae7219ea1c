import { readFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { localPath, type LocalPath } from './local-path.ts';
import { parseRequirement } from './requirement.ts';
import type { RequirementsFile } from './python-project.ts';

interface Collected {
  readonly requirements: string[];
  readonly files: string[];
  readonly missing: string[];
  readonly paths: LocalPath[];
  selfExtras: string[] | undefined;
  hasHashes: boolean;
}

/**
 * Reads a requirements file and all it includes, once each. Undefined when it is not there. The file itself is given
 * to pip as it stands; what is read here serves the key of the environment and the choice of what to add.
 */
export async function readRequirementsFile(cwd: string, path: string): Promise<RequirementsFile | undefined> {
  const collected: Collected = {
    requirements: [],
    files: [],
    missing: [],
    paths: [],
    selfExtras: undefined,
    hasHashes: false,
  };
  await collect(cwd, path, collected);
  if (collected.files.length === 0) return undefined;
  const { selfExtras, ...rest } = collected;
  return { path, ...rest, ...(selfExtras && { selfExtras }) };
}

async function collect(cwd: string, path: string, into: Collected, isConstraint = false): Promise<void> {
  if (into.files.includes(path)) return;
  const text = await readFile(join(cwd, path), 'utf8').catch(() => undefined);
  if (text === undefined) {
    into.missing.push(path);
    return;
  }
  into.files.push(path);
  for (const line of logicalLines(text)) {
    const include = /^(?:-r|--requirement|-c|--constraint)[\s=]*(.+)$/u.exec(line);
    if (include) {
      const target = normalize(join(dirname(path), (include[1] as string).trim())).replaceAll('\\', '/');
      const isRemote = /^[a-z+]+:\/\//u.test((include[1] as string).trim());
      if (!isRemote) await collect(cwd, target, into, isConstraint || /^(?:-c|--c)/u.test(line));
    } else readLine(line, into, isConstraint);
  }
}

function readLine(line: string, into: Collected, isConstraint: boolean): void {
  if (line.includes('--hash=') || line.startsWith('--require-hashes')) into.hasHashes = true;
  if (isConstraint) return;
  const self = /^(?:(?:-e|--editable)[\s=]*)?(?:file:)?\.\/?(?:\[([^\]]*)\])?\s*(?:;.*)?$/u.exec(line);
  if (self) {
    into.selfExtras = [
      ...(into.selfExtras ?? []),
      ...(self[1] ?? '')
        .split(',')
        .map((extra) => extra.trim())
        .filter(Boolean),
    ];
    return;
  }
  const text = line.replace(/\s+--[a-z-]+(?:[=\s]\S+)?/gu, '');
  const path = localPath(text);
  if (path) into.paths.push(path);
  else if (parseRequirement(text)) into.requirements.push(text);
}

/** Lines with continuations joined and comments dropped, as pip reads them. */
function logicalLines(text: string): string[] {
  return text
    .replace(/^\uFEFF/u, '')
    .replace(/\\\r?\n/gu, ' ')
    .split(/\r?\n/u)
    .map((line) => line.replace(/(?:^|\s+)#.*$/u, '').trim())
    .filter((line) => line !== '');
}
