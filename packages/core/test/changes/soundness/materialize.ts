import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Commit, History } from './history.ts';

/** A history as a real repository. */
export interface Materialized extends Disposable {
  readonly home: string;
  readonly dir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly git: (cwd: string, ...argv: readonly string[]) => string;
  /** Hash of a commit by its place in the list. */
  readonly sha: (commit: number) => string;
}

/** Writes a history in one go with `git fast-import`: branches `main` and `topic`, and one for every other tip. */
export function materialize({ commits, main, topic }: History): Materialized {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'sluice-sound-')));
  const dir = join(home, 'origin');
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CEILING_DIRECTORIES: home,
    GIT_ALLOW_PROTOCOL: 'file',
  };
  const call = (cwd: string, argv: readonly string[], input?: string): string =>
    execFileSync('git', [...argv], {
      cwd,
      env,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(input === undefined ? {} : { input }),
    });
  call(home, ['init', '-q', '-b', 'main', dir]);
  const stream = commits.map((commit, index) => commitText(commit, index)).join('');
  const branches = [
    `reset refs/heads/main\nfrom :${main + 1}\n`,
    `reset refs/heads/topic\nfrom :${topic + 1}\n`,
  ];
  const marks = join(home, 'marks');
  call(dir, ['fast-import', '--quiet', `--export-marks=${marks}`], `${stream}${branches.join('')}done\n`);
  const shas = call(dir, ['log', '--all', '--reflog', '--format=%H%x00%s']).split('\n');
  const bySubject = new Map(shas.map((line) => [line.split('\0')[1], line.split('\0')[0]] as const));
  return {
    home,
    dir,
    env,
    git: (cwd, ...argv) => call(cwd, argv),
    sha: (commit) => bySubject.get(`c${commit}`) ?? '',
    [Symbol.dispose]: () => rmSync(home, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** Changes files of a work tree without a commit; an empty content takes the file away. */
export function writeTree(dir: string, tree: ReadonlyMap<string, string>): void {
  for (const [path, text] of tree) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), `changed ${text}`);
  }
}

function commitText({ parents, tree }: Commit, index: number): string {
  const [from, ...merged] = parents.map((parent) => `:${parent + 1}`);
  const files = [...tree].map(
    ([path, text]) => `M 100644 inline ${quote(path)}\ndata ${Buffer.byteLength(text)}\n${text}\n`,
  );
  return [
    // A branch of its own, so that every commit is there to be found and fetched.
    `commit refs/heads/c/${index}\nmark :${index + 1}\n`,
    `committer t <t@t> ${1_700_000_000 + index} +0000\ndata <<END\nc${index}\nEND\n`,
    from === undefined ? '' : `from ${from}\n`,
    ...merged.map((parent) => `merge ${parent}\n`),
    'deleteall\n',
    ...files,
    '\n',
  ].join('');
}

/** As fast-import reads a path with odd characters: in quotes, like a string of C. */
function quote(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\t', '\\t')}"`;
}
