import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { tempWorkspace, type TempWorkspace } from '@sluice/core/testing';
import { root } from './pages.ts';
import type { ShellLine } from './shell-lines.ts';

const bin = join(root, 'packages/core/dist/cli/bin.js');

/** A plugin with the ids that the pages use, and without the tools: what is tried here is the command line. */
const CONFIG = `import { command, defineConfig, definePlugin } from '@sluice/core';
import { github } from '@sluice/plugin-github';

const check = (name, more = {}) => ({
  id: \`python/\${name}\`,
  title: name,
  inputs: ['src/**'],
  run: async () => ({ status: 'completed', findings: [] }),
  ...more,
});

const python = definePlugin({
  name: 'python',
  version: '1.0.0',
  setup({ hooks }) {
    hooks.check.tap('checks', ({ add }) => {
      add(check('black', { fix: [process.execPath, '--version'] }));
      add(check('ruff'));
      add(check('pytest', { matrix: { python: ['3.11', '3.12'] } }));
    });
  },
});

export default defineConfig({
  plugins: [python(), github()],
  checks: [command('lint', [process.execPath, '--version'], { inputs: ['src/**'] })],
  policy: { required: ['python/*', 'repo/*'] },
});
`;

const SMALL_CONFIG = `import { command, defineConfig } from '@sluice/core';

export default defineConfig({
  checks: [command('lint', [process.execPath, '--version'], { inputs: ['src/**'] })],
  policy: { required: ['repo/*'] },
});
`;

const SOURCES = { 'src/a.js': '', '.gitignore': 'node_modules\n.sluice\nparts\ndownloads\n' };

const REPOSITORIES = {
  /** With the checks that the pages speak of. */
  configured: {
    ...SOURCES,
    'package.json': '{"private":true}',
    'package-lock.json': '{}',
    'ci.config.ts': CONFIG,
  },
  /** With one check, for an example that runs it alone. */
  small: { ...SOURCES, 'package.json': '{"private":true}', 'ci.config.ts': SMALL_CONFIG },
  /** As one that has not heard of Sluice. */
  fresh: {
    ...SOURCES,
    'package.json': '{"private":true,"scripts":{"test":"node --version","lint":"node --version"}}',
  },
  /** Without a config, and with what some pages look at. */
  files: {
    ...SOURCES,
    'build.log': 'npm error code ECONNRESET\n',
    'logs/1.log': 'npm error code ECONNRESET\n',
    'logs/2.log': 'AssertionError: 1 != 2\n',
    'results.xml': '<testsuite name="a" tests="1"><testcase classname="a" name="b"/></testsuite>',
    'runs.json':
      '{"total_count":1,"workflow_runs":[{"id":1,"name":"CI","path":".github/workflows/ci.yml","run_number":1,"run_attempt":1,"event":"push","status":"completed","conclusion":"success","head_branch":"main","head_sha":"0123456789012345678901234567890123456789","workflow_id":1,"created_at":"2026-11-01T00:00:00Z","run_started_at":"2026-11-01T00:00:00Z","updated_at":"2026-11-01T00:01:00Z"}]}',
  },
} as const;

/** What each page's examples are run in; what is not named here is `configured`, or `fresh` for one that calls init. */
const PLACES: Readonly<Record<string, keyof typeof REPOSITORIES>> = {
  'docs/gate.md': 'small',
  'docs/triage.md': 'files',
  'packages/plugin-health/README.md': 'files',
};

/** Examples before which there must have been a run, whose folder also lies in `downloads/gate`. */
const AFTER_A_RUN = /^docs\/(?:adopting|cache|simulate|verify|report)\.md/u;

/** A repository for the lines of one example, to call Sluice in as it is built. */
export async function exampleRepository(
  page: string,
  lines: readonly ShellLine[],
): Promise<ExampleRepository> {
  const callsInit = lines.some(({ words }) => words.includes('init'));
  const name = PLACES[page] ?? (callsInit ? 'fresh' : 'configured');
  const workspace = await tempWorkspace(REPOSITORIES[name], { git: true });
  symlinkSync(join(root, 'node_modules'), workspace.path('node_modules'));
  const call = (words: readonly string[]): Called => {
    const [file, args] =
      words[0] === 'sluice' ? [process.execPath, [bin, ...words.slice(1)]] : [words[0] ?? '', words.slice(1)];
    const env = { PATH: process.env['PATH'], HOME: workspace.dir, NO_COLOR: '1' };
    const { status, stdout, stderr } = spawnSync(file, args, {
      cwd: workspace.dir,
      env,
      encoding: 'utf8',
      input: '',
    });
    return { exitCode: status, text: `${stdout}${stderr}` };
  };
  if (AFTER_A_RUN.test(page) && name === 'configured') {
    call(['sluice', 'run', '--all']);
    const [run = ''] = readdirSync(workspace.path('.sluice/runs'));
    cpSync(workspace.path('.sluice/runs', run), workspace.path('downloads/gate'), { recursive: true });
  }
  return { workspace, call, [Symbol.asyncDispose]: () => workspace.remove() };
}

interface Called {
  readonly exitCode: number | null;
  readonly text: string;
}

export interface ExampleRepository extends AsyncDisposable {
  readonly workspace: TempWorkspace;
  readonly call: (words: readonly string[]) => Called;
}
