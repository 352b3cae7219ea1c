import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exactVersion, normalizeName, parseRequirement } from './requirement.ts';
import type { LockFile, Pin, RequirementsFile } from './python-project.ts';

interface PinSources {
  readonly cwd: string;
  readonly lockFile: LockFile | undefined;
  readonly requirementsFiles: readonly RequirementsFile[];
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly extras: Readonly<Record<string, readonly string[]>>;
  readonly problems: string[];
}

/** Exact versions that the project names: its lock wins over its requirement files, these over groups and extras. */
export async function collectPins(sources: PinSources): Promise<Readonly<Record<string, Pin>>> {
  const pins: Record<string, Pin> = {};
  for (const [extra, lines] of Object.entries(sources.extras)) add(pins, lines, `extra ${extra}`);
  for (const [group, lines] of Object.entries(sources.groups)) add(pins, lines, `group ${group}`);
  for (const file of [...sources.requirementsFiles].reverse()) add(pins, file.requirements, file.path);
  if (sources.lockFile) await addLock(pins, sources);
  return pins;
}

function add(pins: Record<string, Pin>, lines: readonly string[], from: string): void {
  for (const line of lines) {
    const requirement = parseRequirement(line);
    const version = requirement && exactVersion(requirement);
    if (requirement && version) pins[requirement.name] = { version, from };
  }
}

async function addLock(pins: Record<string, Pin>, { cwd, lockFile, problems }: PinSources): Promise<void> {
  if (!lockFile) return;
  try {
    const { parse } = await import('smol-toml');
    const lock = parse(await readFile(join(cwd, lockFile.path), 'utf8')) as Record<string, unknown>;
    const packages = (lock['package'] ?? lock['packages']) as { name?: unknown; version?: unknown }[] | undefined;
    for (const { name, version } of packages ?? []) {
      if (typeof name === 'string' && typeof version === 'string') {
        pins[normalizeName(name)] = { version, from: lockFile.path };
      }
    }
  } catch (error) {
    problems.push(`${lockFile.path} cannot be parsed: ${String((error as Error).message).split('\n')[0]}`);
  }
}
