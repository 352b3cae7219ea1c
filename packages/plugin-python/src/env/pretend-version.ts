import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Exec } from '@sluice/core';
import { parseVersion } from '../project/pep440.ts';
import type { PythonProject } from '../project/python-project.ts';

/** A version to build with where git cannot tell one, and what it was read from. */
export interface PretendVersion {
  readonly version: string;
  readonly from: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * A shallow clone or a copy without `.git` has no tags, and a build that asks git for its version then fails. The
 * version of the code under test decides nothing in a test environment, except for requirements of other packages on
 * it: so the nearest true one is taken.
 */
export async function pretendVersion(project: PythonProject, exec: Exec): Promise<PretendVersion> {
  const found = (await fromTag(exec)) ??
    (await fromChangelog(project.cwd)) ?? { version: '0.0.0', from: 'nothing: no tag, no changelog' };
  const name = (project.name ?? '').toUpperCase().replace(/[^A-Z0-9]+/gu, '_');
  return {
    ...found,
    env: {
      ...(name !== '' && { [`SETUPTOOLS_SCM_PRETEND_VERSION_FOR_${name}`]: found.version }),
      SETUPTOOLS_SCM_PRETEND_VERSION: found.version,
      PBR_VERSION: found.version,
      PDM_BUILD_SCM_VERSION: found.version,
      POETRY_DYNAMIC_VERSIONING_BYPASS: found.version,
    },
  };
}

/** Whether a tag can be reached from the commit that is checked out. */
export async function hasTag(exec: Exec): Promise<boolean> {
  return (await exec('git', ['describe', '--tags', '--abbrev=0'])).exitCode === 0;
}

async function fromTag(exec: Exec): Promise<{ version: string; from: string } | undefined> {
  const result = await exec('git', ['describe', '--tags', '--abbrev=0']);
  const tag = result.stdout.trim();
  const version = /v?(\d+(?:\.\d+)+\S*)$/u.exec(tag)?.[1];
  if (result.exitCode !== 0 || version === undefined || !parseVersion(version)) return undefined;
  return { version, from: `the tag ${tag}` };
}

async function fromChangelog(cwd: string): Promise<{ version: string; from: string } | undefined> {
  const names = await readdir(cwd).catch(() => []);
  for (const name of names
    .filter((one) => /^(?:changelog|changes|history|news|release[-_]?notes)(?:\.\w+)?$/iu.test(one))
    .sort()) {
    const text = await readFile(join(cwd, name), 'utf8').catch(() => '');
    const version = /^\W*(?:version |release |\w+ )?\[?v?(\d+\.\d+(?:\.\d+)*)\b/imu.exec(
      text.slice(0, 20_000),
    )?.[1];
    if (version !== undefined && parseVersion(version)) return { version, from: name };
  }
  return undefined;
}
