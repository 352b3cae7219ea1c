import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pipRequirement } from '../../exec/pip-requirement.ts';
import { findTool, wantedVersion } from '../../exec/tool.ts';
import type { ToolPort } from '../../exec/tool-context.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Check } from '../../model/check.ts';
import type { ToolSpec } from '../../model/tool.ts';
import type { ToolFacts } from './diagnosis.ts';
import { findOnPath, findPythons } from './machine.ts';

/** Looks for each tool that checks name, once for all that name the same; installs nothing. */
export async function examineTools(checks: readonly Check[], port: ToolPort): Promise<readonly ToolFacts[]> {
  const wanted = new Map<string, { readonly spec: ToolSpec; readonly checks: string[] }>();
  for (const { id, tools = [] } of checks) {
    for (const spec of tools) {
      const key = JSON.stringify(spec);
      const known = wanted.get(key);
      if (known === undefined) wanted.set(key, { spec, checks: [id] });
      else known.checks.push(id);
    }
  }
  const facts = await Promise.all(
    [...wanted.values()].map(({ spec, checks: ids }) => examineTool(spec, ids, port)),
  );
  return together(facts).toSorted((left, right) =>
    left.name < right.name ? -1 : left.name > right.name ? 1 : 0,
  );
}

/** Projects of a monorepo look in folders of their own for what they then all find in one place: that is said once. */
function together(facts: readonly ToolFacts[]): readonly ToolFacts[] {
  const byPlace = Map.groupBy(facts, ({ checks: _checks, ...place }) => canonicalJson(place));
  return [...byPlace.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [{ ...first, checks: [...new Set([first, ...others].flatMap(({ checks }) => checks))] }],
  );
}

async function examineTool(spec: ToolSpec, checks: readonly string[], port: ToolPort): Promise<ToolFacts> {
  const version = wantedVersion(spec, port.lockedTools);
  const isLocked = spec.isPinnedByProject !== true && port.lockedTools[spec.name] !== undefined;
  const versionFrom = isLocked ? 'ci.lock.json' : spec.versionFrom;
  const facts = { name: spec.name, version, ...(versionFrom === undefined ? {} : { versionFrom }), checks };
  const found = await findTool(spec, port);
  if ('tool' in found) return { ...facts, status: 'found', path: found.tool.path, others: [] };
  const others = found.seen.map(({ path, version: other }) => ({
    path,
    ...(other === undefined ? {} : { version: other }),
  }));
  if (found.isConfigured)
    return {
      ...facts,
      status: 'missing',
      others,
      how: `the config names a path for ${spec.name}; put ${version} there, or take it out of tools`,
    };
  const installed = installedBefore(spec.name, version, port.toolsDir);
  if (installed !== undefined) return { ...facts, status: 'installed', path: installed, others };
  return { ...facts, others, ...howToGet(spec, version, port.env) };
}

/** What an earlier run installed, known by the mark that is made last. */
function installedBefore(name: string, version: string, toolsDir: string): string | undefined {
  const folders = existsSync(toolsDir)
    ? readdirSync(toolsDir).filter((folder) => folder.startsWith(`${name}-${version}-`))
    : [];
  const whole = folders.find(
    (folder) =>
      existsSync(join(toolsDir, folder, '.complete')) && existsSync(join(toolsDir, folder, 'bin', name)),
  );
  return whole && join(toolsDir, whole, 'bin', name);
}

function howToGet(spec: ToolSpec, version: string, env: ToolPort['env']): Pick<ToolFacts, 'status' | 'how'> {
  if (spec.install === undefined) return { status: 'missing', how: `install ${spec.name} ${version}` };
  const byHand = `pip install ${pipRequirement(spec, version)}`;
  const hasPython =
    findOnPath(env, 'python3') ??
    findOnPath(env, 'python') ??
    findPythons(env).find(({ from }) => from === 'PATH');
  if (hasPython === undefined)
    return {
      status: 'missing',
      how: `put a python3 on PATH, so that Sluice can install it (by hand: ${byHand})`,
    };
  return { status: 'installable', how: `the first run installs it into .sluice/tools (by hand: ${byHand})` };
}
