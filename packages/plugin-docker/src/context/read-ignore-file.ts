import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { ImageSpec } from '../images/image-spec.ts';
import type { IgnoreRule } from './ignore-rule.ts';
import { readIgnoreRules } from './read-ignore-rules.ts';

/** The rules of one image's context, and the files that they may stand in. */
export interface IgnoreFile {
  readonly rules: readonly IgnoreRule[];
  /** The file that counts, relative to the config; undefined when there is none. */
  readonly path?: string;
}

/** The two places, the first that exists counts: beside the Dockerfile under its name, then in the context. */
export function ignorePaths({
  context,
  dockerfile,
}: Pick<ImageSpec, 'context' | 'dockerfile'>): readonly string[] {
  return [`${dockerfile}.dockerignore`, posix.join(context, '.dockerignore')];
}

/** Reads the ignore file that docker would take. */
export async function readIgnoreFile(
  cwd: string,
  spec: Pick<ImageSpec, 'context' | 'dockerfile'>,
): Promise<IgnoreFile> {
  for (const path of ignorePaths(spec)) {
    try {
      return { rules: readIgnoreRules(await readFile(join(cwd, path), 'utf8')), path };
    } catch {
      // Not there: the next place counts, and without any nothing is left out.
    }
  }
  return { rules: [] };
}
