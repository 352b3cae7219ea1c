import { createHash } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { isTable } from '../project/table.ts';
import { RECORD_PLUGIN } from '../pytest/record-plugin.ts';
import type { Interpreter } from './interpreter.ts';
import type { InstallPlan } from './plan-install.ts';
import type { LocalDependency } from '../project/local-dependencies.ts';
import { localDigest } from './local-digest.ts';
import type { PythonProject } from '../project/python-project.ts';

/** Raised whenever this plugin makes environments differently, so that those of earlier versions are not reused. */
const RECIPE = 1;

/** Tables of `pyproject.toml` that only steer a tool: a change there must not rebuild an environment. */
const STEERING = new Set(
  'bandit black cibuildwheel codespell commitizen coverage djlint interrogate isort mypy pydocstyle pylint pyright pyrefly pytest refurb repo-review ruff semantic_release tox towncrier tbump ty typos vulture yapf'.split(
    ' ',
  ),
);

/**
 * Names an environment by all it is made from: the interpreter, the plan, and the content of every file that has a
 * say. The folder counts too, as an editable install points into it.
 */
export async function environmentKey(
  version: string,
  {
    interpreter,
    project,
    plan,
    locals = [],
  }: {
    interpreter: Interpreter;
    project: PythonProject;
    plan: InstallPlan;
    locals?: readonly LocalDependency[];
  },
): Promise<string> {
  const hash = createHash('sha256');
  const facts = {
    RECIPE,
    RECORD_PLUGIN,
    interpreter: [interpreter.path, interpreter.version],
    cwd: await realpath(project.cwd),
    plan,
  };
  hash.update(JSON.stringify(facts));
  for (const file of project.files) {
    const content =
      file === 'pyproject.toml' && project.pyproject
        ? judging(project.pyproject)
        : await contentOf(project.cwd, file);
    hash.update(`\0${file}\0`).update(content);
  }
  for (const local of locals) hash.update(`\0${local.path}\0`).update(await localDigest(local));
  return `${version}-${hash.digest('hex').slice(0, 10)}`;
}

async function contentOf(cwd: string, file: string): Promise<Uint8Array | string> {
  return readFile(join(cwd, file)).catch(() => '');
}

function judging(pyproject: Readonly<Record<string, unknown>>): string {
  const tool = isTable(pyproject['tool']) ? pyproject['tool'] : {};
  const kept = Object.entries(tool).filter(([name]) => !STEERING.has(name));
  return JSON.stringify({ ...pyproject, tool: Object.fromEntries(kept) }, (_key, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
}
