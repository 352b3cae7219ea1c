import { readFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { CiError, ciError, isCiError } from '../errors/ci-error.ts';
import { messageOf } from '../errors/message-of.ts';
import { assemble } from '../plugin/assemble.ts';
import { kindOf } from '../plugin/check-plugin.ts';
import { checkConfig } from './check-config.ts';
import type { Config } from './config.ts';
import { findConfig } from './find.ts';
import { CONFIG_PLACES } from './places.ts';

export interface LoadOptions {
  /** Where to look, absolute. */
  readonly cwd: string;
  /** A config by name instead, relative to `cwd`. */
  readonly file?: string;
  /** How long the module may take to load. Default 30 s. */
  readonly timeoutMs?: number;
}

export interface LoadedConfig {
  readonly config: Config;
  /** Absolute. */
  readonly file: string;
  /** The config's folder: all paths of the config are relative to it. */
  readonly dir: string;
}

/**
 * Finds a config, loads it and checks its shape. Loading again gives the file's new content.
 *
 * Throws a CiError with every mistake of the config; when its shape is wrong, with those of its plugins too, which
 * are otherwise told when the pipeline is assembled.
 */
export async function loadConfig({ cwd, file, timeoutMs = 30_000 }: LoadOptions): Promise<LoadedConfig> {
  const found = file === undefined ? await findConfig(cwd) : resolve(cwd, file);
  if (found === undefined) throw ciError('CONFIG_NOT_FOUND', { dir: cwd });
  const { value } = await readConfig(found, timeoutMs);
  const kind = kindOf(value);
  if (kind !== 'an object') throw ciError('CONFIG_NO_EXPORT', { found: kind }, { file: found });
  const problems = await checkConfig(value, found);
  if (problems.length > 0) {
    const nobody = { onTapFailed: () => {}, onTapSlow: () => {}, timeoutMs, file: found };
    const ofPlugins = assemble(value as Config, nobody).problems;
    // `plugins` that is no list is found twice.
    const isNew = ({ path }: { readonly path?: string }): boolean =>
      !problems.some((problem) => problem.path === path);
    throw new CiError([...problems, ...ofPlugins.filter(isNew)]);
  }
  return { config: value as Config, file: found, dir: dirname(found) };
}

// Wrapped, for an export that is itself a promise would be awaited on the way.
async function readConfig(file: string, timeoutMs: number): Promise<{ readonly value: unknown }> {
  const extension = extname(file);
  if (!CONFIG_PLACES.some((place) => extname(place) === extension)) {
    const known = [...new Set(CONFIG_PLACES.map((place) => extname(place)))].join(' ');
    throw ciError('CONFIG_UNREADABLE', { detail: `${file} is none of ${known}` }, { file });
  }
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw ciError('CONFIG_UNREADABLE', { detail: messageOf(error) }, { file }, error);
  }
  if (extension === '.json') return { value: await (await import('./load-json.ts')).loadJson(file, text) };
  try {
    const { loadModule } = await import('./load-module.ts');
    return await loadModule(file, text, timeoutMs);
  } catch (error) {
    if (isCiError(error)) throw error;
    const { loadProblem } = await import('./load-problem.ts');
    throw new CiError([loadProblem(error, file)], { cause: error });
  }
}
