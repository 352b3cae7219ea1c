import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const example = join(root, 'examples/monorepo');
const sluice = join(root, 'packages/core/dist/cli/bin.js');

interface Planned {
  readonly id: string;
  readonly cell: { readonly project?: string };
  readonly decision: 'run' | 'skip';
  readonly skip?: string;
  readonly needs: readonly string[];
}

let base: string;
let dir: string;

const env = (): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  HOME: base,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CEILING_DIRECTORIES: base,
});

const git = (...argv: readonly string[]): void => {
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.test', '-c', 'init.defaultBranch=main'];
  execFileSync('git', [...identity, ...argv], { cwd: dir, env: env(), stdio: 'pipe' });
};

/** What the built command line plans against the commit of the example as it is. */
function plan(): readonly Planned[] {
  const argv = [sluice, 'plan', '--base', 'main', '--json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, {
    cwd: dir,
    env: env(),
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return (JSON.parse(stdout) as { readonly checks: readonly Planned[] }).checks;
}

/** The projects of which anything runs, and those of which everything does. */
function projects(checks: readonly Planned[]): {
  readonly some: readonly string[];
  readonly whole: readonly string[];
} {
  const names = [...new Set(checks.flatMap(({ cell }) => cell.project ?? []))].toSorted();
  const of = (name: string): readonly Planned[] => checks.filter(({ cell }) => cell.project === name);
  const isRun = ({ decision }: Planned): boolean => decision === 'run';
  return {
    some: names.filter((name) => of(name).some(isRun)),
    whole: names.filter((name) => of(name).every(isRun)),
  };
}

beforeAll(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'sluice-monorepo-')));
  dir = join(base, 'shop');
  const isOwn = (path: string): boolean => !['node_modules', '.sluice'].includes(basename(path));
  cpSync(example, dir, { recursive: true, filter: isOwn });
  symlinkSync(join(example, 'node_modules'), join(dir, 'node_modules'));
  writeFileSync(join(dir, '.gitignore'), 'node_modules\n');
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'the shop');
  git('checkout', '-qb', 'topic');
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('a change in the monorepo', () => {
  beforeEach(() => git('checkout', '-q', '.'));

  it.each<[string, string, readonly string[]]>([
    ['a service', 'services/notify/src/notify/message.py', ['notify']],
    [
      'a service that another is built from',
      'services/billing/src/billing/invoice.py',
      ['billing', 'orders'],
    ],
    ['the shared library', 'libs/common/src/shop_common/money.py', ['billing', 'common', 'notify', 'orders']],
    ['the settings for all', 'pyproject.toml', ['billing', 'common', 'notify', 'orders']],
  ])('of %s plans that and what depends on it, all of it, and nothing else', (_, path, names) => {
    appendFileSync(join(dir, path), '\n# changed\n');
    const checks = plan();
    expect(projects(checks)).toEqual({ some: names, whole: names });
    const skipped = checks.filter(({ decision }) => decision === 'skip');
    expect([...new Set(skipped.map(({ skip }) => skip))]).toEqual(names.length === 4 ? [] : ['not-affected']);
  });

  it('of a page that no project holds plans no project', () => {
    appendFileSync(join(dir, 'README.md'), 'changed\n');
    expect(projects(plan()).some).toEqual([]);
  });

  it("of a project's page plans what may read it, and no linter of code", () => {
    writeFileSync(join(dir, 'services/notify/NOTES.md'), 'new\n');
    const ids = plan().flatMap(({ id, decision }) => (decision === 'run' ? [id] : []));
    rmSync(join(dir, 'services/notify/NOTES.md'));
    expect(ids).toContain('python/pytest@notify,3.12');
    expect(ids).not.toContain('python/black@notify');
    expect(ids.filter((id) => /@(?!notify)/u.test(id))).toEqual([]);
  });

  it('is planned in cells of the versions that each project has', () => {
    appendFileSync(join(dir, 'pyproject.toml'), '\n# changed\n');
    const tests = plan().filter(({ id }) => id.startsWith('python/pytest'));
    expect(tests.map(({ id, needs }) => [id, ...needs])).toEqual(
      ['billing,3.12', 'common,3.11', 'common,3.12', 'notify,3.12', 'orders,3.12'].map((cell) => [
        `python/pytest@${cell}`,
        `python/env@${cell}`,
      ]),
    );
  });
});
