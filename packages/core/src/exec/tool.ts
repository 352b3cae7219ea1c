import { delimiter, isAbsolute, join, resolve } from 'node:path';
import type { ResolvedTool } from '../model/check.ts';
import type { ToolSpec } from '../model/tool.ts';
import { installFromPypi, type ToolAnswer } from './install-pypi.ts';
import { toolContext, type ToolPort } from './tool-context.ts';
import { toolVersion } from './tool-version.ts';

/** A program of the right name that was looked at. */
interface Candidate {
  readonly path: string;
  readonly version?: string;
}

/**
 * Finds a tool at exactly the version that the project, the lock or the plugin names (in that order), or installs
 * it once. A program of another version is never used: it would decide differently elsewhere.
 */
export async function resolveTool(spec: ToolSpec, port: ToolPort): Promise<ToolAnswer> {
  const found = await findTool(spec, port);
  if ('tool' in found) return found;
  const { wanted, seen, isConfigured } = found;
  if (isConfigured) return { reason: unfitWords(spec, wanted, seen) };
  if (spec.install === undefined)
    return { reason: `${unfitWords(spec, wanted, seen)}; install ${spec.name} ${wanted} and run again` };
  const installed = await installFromPypi(spec, wanted, toolContext(port));
  return 'tool' in installed
    ? installed
    : { reason: `${unfitWords(spec, wanted, seen)}; ${installed.reason}` };
}

/** What a search without installing came to. */
export type ToolSearch =
  | { readonly tool: ResolvedTool }
  | { readonly wanted: string; readonly seen: readonly Candidate[]; readonly isConfigured: boolean };

/** The version that counts: the project's own pin, else the lock's, else the plugin's. */
export function wantedVersion(spec: ToolSpec, lockedTools: Readonly<Record<string, string>>): string {
  return spec.isPinnedByProject === true ? spec.version : (lockedTools[spec.name] ?? spec.version);
}

/** Looks in the config, the project's folders and PATH; installs nothing. */
export async function findTool(spec: ToolSpec, port: ToolPort): Promise<ToolSearch> {
  const wanted = wantedVersion(spec, port.lockedTools);
  const configured = port.configuredTools[spec.name];
  const folders = [
    ...(spec.searchIn ?? []).map((folder) => resolve(port.cwd, folder)),
    ...(port.env['PATH'] ?? '').split(delimiter).filter((folder) => isAbsolute(folder)),
  ];
  const paths =
    configured === undefined
      ? folders.map((folder) => join(folder, spec.name))
      : [resolve(port.cwd, configured)];
  const seen: Candidate[] = [];
  for (const path of new Set(paths)) {
    const looked = await toolVersion(path, spec.versionArgs ?? ['--version'], toolContext(port));
    if (looked === undefined) continue;
    if (looked.version === wanted) return { tool: { name: spec.name, version: wanted, path } };
    seen.push({ path, ...looked });
  }
  return { wanted, seen, isConfigured: configured !== undefined };
}

function unfitWords({ name, versionFrom }: ToolSpec, wanted: string, seen: readonly Candidate[]): string {
  const source = versionFrom === undefined ? '' : ` (${versionFrom})`;
  const others = seen.map(({ path, version }) => `${version ?? 'an unreadable version'} at ${path}`);
  return `${name} ${wanted}${source} is not here${others.length === 0 ? '' : `; found ${others.join(', ')}`}`;
}
