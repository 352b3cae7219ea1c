/**
 * `npm run setup`: installs by a pinned pnpm and builds what changed. Quiet and quick when there is nothing to do.
 * Needs only a Node from 20 on and npm; everything after it runs on the Node 24 that it installs.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, reportBuild, stalePackages } from './build.mjs';
import {
  cross,
  grey,
  node24,
  packageNames,
  pnpmVersion,
  readJson,
  root,
  run,
  seconds,
  tail,
  tick,
  withLock,
} from './repository.mjs';

const stampFile = join(root, 'node_modules/.sluice-setup.json');

/** Installs and builds. True when everything stands. */
export async function setup() {
  const mustInstall = !isInstalled();
  if (!mustInstall && stalePackages().length === 0) return true;
  const isFirst = !existsSync(stampFile);
  console.log(
    isFirst
      ? 'Sluice · first set-up (once)'
      : `Sluice · ${mustInstall ? 'set-up' : 'build'} (something changed)`,
  );
  if (mustInstall && !(await withLock('sluice-setup', install))) return false;
  const isBuilt = reportBuild(await working('building', build));
  if (isBuilt) console.log('');
  return isBuilt;
}

function isInstalled() {
  return existsSync(node24) && readJson(stampFile)?.hash === installHash();
}

function installHash() {
  const manifests = packageNames.map((name) => `packages/${name}/package.json`);
  const hash = createHash('sha256').update(pnpmVersion);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', ...manifests]) {
    hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

async function install() {
  if (isInstalled()) return true; // another set-up did it while we waited for the lock
  const command = ['-y', `pnpm@${pnpmVersion}`, 'install', '--frozen-lockfile', '--reporter=append-only'];
  const { code, output, durationMs } = await working('installing', () =>
    run('npx', command, { env: installEnv(), shell: process.platform === 'win32' }),
  );
  if (code !== 0 || !existsSync(node24)) {
    console.log(`  ${cross()} not installed (exit code ${code})\n${tail(output)}\n\n${adviceFor(output)}`);
    return false;
  }
  const version = (await run(node24, ['--version'])).output.trim().slice(1);
  writeFileSync(stampFile, `${JSON.stringify({ hash: installHash() })}\n`);
  console.log(`  ${tick()} Node ${version} and ${packageCount()} packages   ${seconds(durationMs)}`);
  return true;
}

/** npm waits over a minute before it says that there is no network; two quicker attempts are enough. */
function installEnv() {
  const patience = { npm_config_fetch_retry_mintimeout: '1000', npm_config_fetch_retry_maxtimeout: '5000' };
  return { ...patience, ...process.env, CI: 'true', npm_config_update_notifier: 'false' };
}

function packageCount() {
  return readdirSync(join(root, 'node_modules/.pnpm')).filter((name) => name.includes('@')).length;
}

/** On a terminal, says what is going on until it is done. */
async function working(what, action) {
  if (!process.stdout.isTTY) return action();
  process.stdout.write(grey(`  · ${what} …`));
  try {
    return await action();
  } finally {
    process.stdout.write('\r\u001b[2K');
  }
}

const advice = [
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET|network|ERR_PNPM_(META_)?FETCH/i,
    'The package registry could not be reached. Check the network, the proxy variables and `npm config get registry`,',
  ],
  [
    /OUTDATED_LOCKFILE/,
    `A package.json and pnpm-lock.yaml differ. Run \`npx -y pnpm@${pnpmVersion} install --no-frozen-lockfile\` and commit the lockfile,`,
  ],
  [/ENOSPC/, 'The disk is full. Make room,'],
  [/EACCES|EPERM|EROFS/, 'A file could not be written. Check who owns this folder and the npm cache,'],
  [/npx: not found|spawn npx ENOENT/, 'npm was not found. Install Node 20 or later together with npm,'],
];

function adviceFor(output) {
  const [, text] = advice.find(([pattern]) => pattern.test(output)) ?? [
    undefined,
    'Look at the output above,',
  ];
  return `  ${text}\n  then run \`npm run setup\` again.`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = (await setup()) ? 0 : 1;
}
