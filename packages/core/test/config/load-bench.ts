import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Problem } from '../../src/model/problem.ts';

export interface LoadRequest {
  readonly cwd: string;
  readonly file?: string;
  readonly timeoutMs?: number;
  /** Files to write, by absolute path, before this load. */
  readonly before?: Readonly<Record<string, string>>;
}

export interface LoadOutcome {
  readonly file?: string;
  readonly dir?: string;
  readonly config?: object;
  readonly plugins?: readonly { readonly name: string; readonly rawOptions: unknown }[];
  readonly checks?: readonly string[];
  readonly problems?: readonly Problem[];
  /** What modules left in `globalThis.marks`. */
  readonly marks?: unknown;
  readonly crash?: string;
}

export type Files = Readonly<Record<string, string | { readonly link: string }>>;

const source = (path: string): string => pathToFileURL(join(import.meta.dirname, '../../src', path)).href;

/** What `@sluice/core` gives a config, from the sources. Each evaluation leaves a mark, so that copies are counted. */
const CORE: Files = {
  'node_modules/@sluice/core/package.json':
    '{ "name": "@sluice/core", "type": "module", "exports": { ".": { "default": "./index.js" } } }',
  'node_modules/@sluice/core/index.js': `
    (globalThis.marks ??= []).push('core');
    export { definePlugin } from '${source('plugin/define-plugin.ts')}';
    export { command } from '${source('plugin/command.ts')}';
    export { defineConfig } from '${source('config/define-config.ts')}';`,
  'node_modules/@sluice/plugin-python/package.json':
    '{ "type": "module", "exports": { ".": { "default": "./index.js" } } }',
  'node_modules/@sluice/plugin-python/index.js': `
    import { definePlugin } from '@sluice/core';
    import * as z from '${pathToFileURL(join(import.meta.dirname, '../../node_modules/zod/index.js')).href}';
    const options = z.strictObject({ versions: z.array(z.string()).optional() });
    export const python = definePlugin({ name: 'python', version: '1.0.0', options, setup() {} });`,
  'node_modules/@sluice/plugin-docker/package.json':
    '{ "type": "module", "exports": { ".": { "default": "./index.js" } } }',
  'node_modules/@sluice/plugin-docker/index.js': `
    import { definePlugin } from '@sluice/core';
    import * as z from '${pathToFileURL(join(import.meta.dirname, '../../node_modules/zod/index.js')).href}';
    const options = z.strictObject({ versions: z.array(z.string()).optional() });
    export const docker = definePlugin({ name: 'docker', version: '1.0.0', options, setup() {} });`,
};

/** A temporary folder tree; `@sluice/core` and a plugin are installed at its top. */
export async function createTree(
  files: Files,
): Promise<{ readonly root: string; readonly remove: () => Promise<void> }> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'sluice config é ')));
  for (const [path, content] of Object.entries({ ...CORE, ...files })) {
    const file = join(root, path);
    await mkdir(path.endsWith('/') ? file : dirname(file), { recursive: true });
    if (typeof content !== 'string') await symlink(content.link, file);
    else if (!path.endsWith('/')) await writeFile(file, content);
  }
  return { root, remove: () => rm(root, { recursive: true, force: true }) };
}

/** Loads in one process of its own, and gives what it printed on stderr too. */
export async function loadAll(
  requests: readonly LoadRequest[],
  { nodeArguments = [], cwd }: { readonly nodeArguments?: readonly string[]; readonly cwd?: string } = {},
): Promise<{ readonly outcomes: readonly LoadOutcome[]; readonly stderr: string }> {
  const script = join(import.meta.dirname, 'load-script.ts');
  const args = [...nodeArguments, script, JSON.stringify(requests)];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, {
    cwd,
    maxBuffer: 64 * 1024 * 1024,
  });
  return { outcomes: JSON.parse(stdout) as LoadOutcome[], stderr };
}
