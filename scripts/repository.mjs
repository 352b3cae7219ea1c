/**
 * What the scripts of this repository share. They run before anything is installed, on any Node from 20 on,
 * so they import nothing but Node itself.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The one place that names the version of pnpm. */
export const pnpmVersion = '12.21.0';

/** In the order they are built. Core comes first because it takes longest. */
export const packageNames = [
  'core',
  'plugin-docker',
  'plugin-github',
  'plugin-health',
  'plugin-python',
  'plugin-security',
  'preset-python',
  'sluice',
];

/** The Node that everything after the set-up runs on, whatever Node npm was started with. */
export const node24 = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** Paths of the tools, so that no shim and no shell stands between us and them. */
export const tools = {
  knip: join(root, 'node_modules/knip/bin/knip.js'),
  oxfmt: join(root, 'node_modules/oxfmt/bin/oxfmt'),
  oxlint: join(root, 'node_modules/oxlint/bin/oxlint'),
  tsc: join(root, 'node_modules/typescript7/bin/tsc'),
  tsup: join(root, 'node_modules/tsup/dist/cli-default.js'),
  vitest: join(root, 'node_modules/vitest/vitest.mjs'),
};

/** The environment of every child: our Node and our bins come first. */
export function childEnv(extra = {}) {
  const bins = [dirname(node24), join(root, 'node_modules/.bin')];
  const separator = process.platform === 'win32' ? ';' : ':';
  return { ...process.env, PATH: [...bins, process.env.PATH ?? ''].join(separator), ...extra };
}

/**
 * Runs a program. With `inherit` its output goes to ours; else it is collected, both streams in one text.
 * Never rejects: a program that cannot be started is `code: 127` with the reason as its output.
 */
export function run(file, args, { cwd = root, env = childEnv(), inherit = false, shell = false } = {}) {
  return new Promise((resolve) => {
    const started = performance.now();
    const output = [];
    const done = (code) =>
      resolve({ code, output: Buffer.concat(output).toString(), durationMs: performance.now() - started });
    const child = spawn(file, args, {
      cwd,
      env,
      shell,
      stdio: inherit ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    child.stdout?.on('data', (chunk) => output.push(chunk));
    child.stderr?.on('data', (chunk) => output.push(chunk));
    child.on('error', (error) => {
      output.push(Buffer.from(`${error.message}\n`));
      done(127);
    });
    child.on('close', (code, signal) => done(code ?? (signal ? 1 : 127)));
  });
}

/** Runs tasks at most `limit` at a time and gives their results in the order of the tasks. */
export async function pool(tasks, limit) {
  const results = [];
  let next = 0;
  async function worker() {
    while (next < tasks.length) {
      const index = next++;
      results[index] = await tasks[index]();
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, tasks.length) }, worker));
  return results;
}

/** Holds a lock while `action` runs, so that two set-ups or builds in one checkout do not meet. */
export async function withLock(name, action) {
  const folder = join(root, 'node_modules');
  const file = join(folder, `.${name}.lock`);
  mkdirSync(folder, { recursive: true });
  while (!tryLock(file)) await new Promise((resolve) => setTimeout(resolve, 100));
  try {
    return await action();
  } finally {
    rmSync(file, { force: true });
  }
}

function tryLock(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (isAbandoned(file)) rmSync(file, { force: true });
    return false;
  }
}

function isAbandoned(file) {
  try {
    const owner = Number(readFileSync(file, 'utf8'));
    // The owner writes its id right after it made the file: an empty one is only abandoned when it is old.
    if (!owner) return Date.now() - statSync(file).mtimeMs > 2000;
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

export function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

const hasColour =
  !process.env.NO_COLOR && (process.env.FORCE_COLOR ? process.env.FORCE_COLOR !== '0' : process.stdout.isTTY);

function paint(code, text) {
  return hasColour ? `\u001b[${code}m${text}\u001b[39m` : text;
}

export const tick = () => paint(32, '✓');
export const cross = () => paint(31, '✗');
export const grey = (text) => paint(90, text);

export function seconds(durationMs) {
  return durationMs < 9950 ? `${(durationMs / 1000).toFixed(1)} s` : `${Math.round(durationMs / 1000)} s`;
}

/** The last lines of a program's output, indented, for a message about its failure. */
export function tail(output, lines = 30) {
  const all = output.trimEnd().split('\n');
  return all
    .slice(-lines)
    .map((line) => `    ${line}`)
    .join('\n');
}
