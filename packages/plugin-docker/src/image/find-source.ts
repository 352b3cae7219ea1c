import { readFile, realpath, stat } from 'node:fs/promises';
import { join, posix, relative, sep } from 'node:path';
import type { ImageSource } from './image-source.ts';
import { plainInstruction } from './plain-instruction.ts';
import { unmask } from './masked-line.ts';

/** Trivy reads no larger ones for secrets either. */
const MOST_BYTES = 10 * 1024 * 1024;

/** A secret in a file of an image, as Trivy shows it. */
export interface SeenSecret {
  /** The file in the image, absolute there. */
  readonly path: string;
  readonly line: number;
  /** The line, with stars in place of the secret. */
  readonly shown: string;
  /** The instruction that made the layer. */
  readonly createdBy: string;
}

/** The file of the project that a secret in an image comes from. */
export interface SecretSource {
  /** Relative to the config's folder, with forward slashes. */
  readonly path: string;
  /** What must be masked from now on: nobody could know it before. */
  readonly secrets: readonly string[];
}

/**
 * Finds the file that was copied into the image, so that a secret is shown where it can be mended, and is one problem
 * with what a scanner of the project found there. The line itself decides: it must be the one that Trivy shows.
 */
export async function findSource(source: ImageSource, seen: SeenSecret): Promise<SecretSource | undefined> {
  const root = await realpath(source.cwd);
  for (const candidate of candidatesOf(seen)) {
    const file = join(source.cwd, source.context, candidate);
    const text = await readInside(root, file);
    const line = text?.split('\n')[seen.line - 1];
    const unmasked = line === undefined ? undefined : unmask(line, seen.shown);
    if (unmasked === undefined) continue;
    return { path: relative(source.cwd, file).split(sep).join('/'), ...unmasked };
  }
  return undefined;
}

/** `COPY src /srv`, and `/srv/app/settings.py`: src itself, src/settings.py, src/app/settings.py, and so on. */
function candidatesOf({ path, createdBy }: SeenSecret): readonly string[] {
  const [name, ...words] = plainInstruction(createdBy)
    .replace(/[[\],]/gu, ' ')
    .split(/\s+/u)
    .filter(Boolean);
  if (name !== 'COPY' && name !== 'ADD') return [];
  const steps = path.split('/').filter(Boolean);
  const below = steps.map((_, index) => steps.slice(index).join('/')).toReversed();
  return words
    .slice(0, -1)
    .map((from) => posix.normalize(`./${from}`))
    .filter((from) => !from.startsWith('..'))
    .flatMap((from) => {
      // What a star stood for is a name in the image, too.
      const folder = from.includes('*') ? posix.dirname(from.slice(0, from.indexOf('*') + 1)) : from;
      return [folder, ...below.map((rest) => posix.join(folder, rest))];
    });
}

/** The text of a file that lies in the project, links followed; undefined for anything else. */
async function readInside(root: string, file: string): Promise<string | undefined> {
  try {
    const real = await realpath(file);
    if (!real.startsWith(`${root}${sep}`)) return undefined;
    const facts = await stat(real);
    if (!facts.isFile() || facts.size > MOST_BYTES) return undefined;
    return await readFile(real, 'utf8');
  } catch {
    return undefined;
  }
}
