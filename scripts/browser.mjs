/**
 * The browser that the dashboard is looked at in. Debian's own, for nothing else is downloaded: as root on Debian it is
 * installed when it is missing, anywhere else the tests that need it say that they did not run.
 */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cross, run, seconds, tick } from './repository.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The path of a Chromium on PATH, undefined without one. */
export function findBrowser() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path));
}

/** Installs one where that is possible. Says nothing when there is nothing to do, and never fails: tests tell. */
export async function installBrowser() {
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (findBrowser() !== undefined || !isDebianRoot) return;
  const start = performance.now();
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => run('apt-get', ['-q', '-y', ...args], { env });
  const install = () => apt('install', '--no-install-recommends', 'chromium', 'fonts-dejavu-core');
  if ((await install()).code !== 0) {
    await apt('update');
    await install();
  }
  const found = findBrowser();
  console.log(
    found === undefined
      ? `  ${cross()} Chromium could not be installed by apt-get; the tests that need it will say so`
      : `  ${tick()} Chromium for the tests of pages   ${seconds(performance.now() - start)}`,
  );
}
