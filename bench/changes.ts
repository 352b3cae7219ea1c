import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolveChanges } from '../packages/core/src/changes/resolve-changes.ts';
import { createInputMatcher } from '../packages/core/src/plan/match-inputs.ts';
import { fixture } from './lib/fixture.ts';
import type { Line } from './lib/line.ts';
import { median, medianRatio } from './lib/measure.ts';

const FILES = 100_000;
const ROUNDS = 9;

const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GITHUB_'))),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

function git(cwd: string, argv: readonly string[], input?: string): string {
  const result = spawnSync('git', [...argv], {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    ...(input === undefined ? {} : { input }),
  });
  if (result.status !== 0) throw new Error(`git ${argv.join(' ')}: ${result.stderr}`);
  return result.stdout;
}

const pathOf = (index: number): string =>
  `packages/p${index % 100}/src/d${Math.floor(index / 100) % 50}/f${index}.${index % 3 === 0 ? 'py' : 'ts'}`;

/** Which files changed on a branch of a repository of 100,000 files, and matching as many paths against 20 globs. */
export async function changes(): Promise<readonly Line[]> {
  return [...(await detection()), matching()];
}

async function detection(): Promise<readonly Line[]> {
  const dir = repository();
  const ours: number[] = [];
  const theirs: number[] = [];
  // One round before those that count, for the disk's cache.
  for (let round = -1; round < ROUNDS; round += 1) {
    const start = performance.now();
    const { changes: found } = await resolveChanges({ cwd: dir, env });
    const middle = performance.now();
    git(dir, ['diff', '--name-only', 'main']);
    git(dir, ['status', '--porcelain']);
    const end = performance.now();
    if (found.scope !== 'files' || found.files.length !== 80)
      throw new Error(`what changed is not what was changed: ${found.reason}`);
    if (round < 0) continue;
    ours.push(middle - start);
    theirs.push(end - middle);
  }
  const peer = { name: 'git diff + status', value: median(theirs), ratio: medianRatio(ours, theirs) };
  return [{ name: 'changes: 100,000 files', ours: median(ours), peer, unit: 'ms', goal: 1.5 }];
}

/** 50 files committed on a branch, 20 changed and 10 new in the work tree. */
function repository(): string {
  const dir = fixture('changes', {});
  git(dir, ['init', '-q', '-b', 'main']);
  const file = (index: number, text: string): string =>
    `M 100644 inline ${pathOf(index)}\ndata ${text.length}\n${text}\n`;
  const head = (branch: string): string =>
    `commit refs/heads/${branch}\ncommitter t <t@t> 1700000000 +0000\ndata 1\nc\n`;
  const range = (from: number, to: number): readonly number[] =>
    Array.from({ length: to - from }, (_, index) => from + index);
  const stream = [
    head('main'),
    ...range(0, FILES).map((index) => file(index, `content ${index}`)),
    `M 100644 inline .gitignore\ndata 13\nnode_modules\n\n\n`,
    head('topic'),
    'from refs/heads/main\n',
    ...range(0, 50).map((index) => file(index * 7, `changed ${index}`)),
  ];
  git(dir, ['fast-import', '--quiet'], stream.join(''));
  git(dir, ['checkout', '-q', 'topic']);
  for (const index of range(0, 20)) writeFileSync(join(dir, pathOf(90_001 + index)), 'changed');
  for (const index of range(0, 10)) writeFileSync(join(dir, `packages/p1/new-${index}.ts`), '');
  git(dir, ['status']);
  return dir;
}

function matching(): Line {
  const paths = Array.from({ length: FILES }, (_, index) => pathOf(index));
  const globs = Array.from({ length: 20 }, (_, index) => [
    `packages/p${index}/**/*.py`,
    `packages/*/src/d${index}/**`,
    `packages/p${index}/src/**/f*[0-5].{ts,py}`,
    `**/d${index}/*.ts`,
  ]).map((four, index) => four[index % 4] as string);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    const match = createInputMatcher(paths);
    const hits = globs.reduce((sum, glob) => sum + match([glob]).length, 0);
    times.push(performance.now() - start);
    if (hits === 0) throw new Error('the globs match nothing');
  }
  return { name: 'match: 100,000 paths', ours: median(times), unit: 'ms', goal: 300 };
}
