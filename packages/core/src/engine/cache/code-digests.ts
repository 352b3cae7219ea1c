import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageDigest } from '../../cache/package-digest.ts';
import { messageOf } from '../../errors/message-of.ts';
import { originsOf } from '../../plugin/origin.ts';
import type { Plugin } from '../../plugin/plugin.ts';

/** What names the code of a check, or why that cannot be told. */
export type CodeDigest = Readonly<Record<string, string>> | { readonly reason: string };

interface CodeInput {
  readonly plugins: readonly Plugin[];
  /** The config's file, absolute; undefined where a script made the config. */
  readonly configFile?: string;
}

/** Names the code of plugins, and of the config for checks of its own, each once for a run. */
export function createCodeDigests({
  plugins,
  configFile,
}: CodeInput): (plugin: string) => Promise<CodeDigest> {
  const byName = new Map(plugins.map((plugin) => [plugin.name, plugin]));
  const known = new Map<string, Promise<CodeDigest>>();
  const compute = async (name: string): Promise<CodeDigest> => {
    try {
      const plugin = byName.get(name);
      return plugin === undefined ? await ofConfig(configFile) : await ofPlugin(plugin, configFile);
    } catch (error) {
      return { reason: `the code of ${name} cannot be read: ${messageOf(error)}` };
    }
  };
  return (name) => {
    const result = known.get(name) ?? compute(name);
    known.set(name, result);
    return result;
  };
}

/** The code of all that had a hand in defining it: a package that makes plugins for others runs theirs too. */
async function ofPlugin(plugin: Plugin, configFile: string | undefined): Promise<CodeDigest> {
  const files = originsOf(plugin.definition);
  if (files[0] === undefined || !existsSync(files[0]))
    return { reason: `where plugin ${plugin.name} is from is not known` };
  let name: string | undefined;
  const digests = new Set<string>();
  for (const file of files) {
    if (!existsSync(file)) continue;
    const code = await ofFile(file, configFile);
    if ('reason' in code) return code;
    name ??= code['name'];
    digests.add(JSON.stringify(code));
  }
  return {
    name: name ?? plugin.name,
    content: createHash('sha256')
      .update([...digests].join('\0'))
      .digest('hex'),
  };
}

async function ofFile(file: string, configFile: string | undefined): Promise<CodeDigest> {
  // Written beside the config: what it imports is the project's own code.
  const isInline = configFile !== undefined && manifestOf(file) === manifestOf(configFile);
  const found = isInline ? undefined : packageDigest(file);
  if (found === undefined) return withOwnFile(await ofConfig(configFile), file);
  return { name: found.name, content: found.digest };
}

async function ofConfig(configFile: string | undefined): Promise<CodeDigest> {
  if (configFile === undefined) return { reason: 'the config was made by a script, whose code is not known' };
  const { configModules } = await import('../../config/config-modules.ts');
  const { files, packages, gap } = configModules(configFile);
  if (gap !== undefined) return { reason: `what the config imports is not known: ${gap}` };
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${createHash('sha256').update(readFileSync(file)).digest('hex')}\0`);
  const names = [...packages]
    .filter(([name]) => name !== '@sluice/core')
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, from] of names) {
    const entry = findPackageJSON(name, pathToFileURL(from));
    const found = entry === undefined ? undefined : packageDigest(entry);
    if (found === undefined) return { reason: `the config imports ${name}, whose code was not found` };
    hash.update(`${name} ${found.digest}\0`);
  }
  return { name: 'the config', content: hash.digest('hex') };
}

/** The file itself too, for the config need not import it by name. */
function withOwnFile(code: CodeDigest, file: string): CodeDigest {
  if ('reason' in code) return code;
  return { ...code, own: createHash('sha256').update(readFileSync(file)).digest('hex') };
}

function manifestOf(file: string): string {
  return findPackageJSON(pathToFileURL(file)) ?? join(dirname(realpathSync(file)), 'none');
}
