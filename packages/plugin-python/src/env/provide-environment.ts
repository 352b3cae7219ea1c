import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Exec } from '@sluice/core';
import { isPatching } from '../pytest/coverage-config.ts';
import { RECORD_MODULE, RECORD_PLUGIN } from '../pytest/record-plugin.ts';
import { openEnvironmentStore, type EnvironmentRecord, type EnvironmentStore } from './environment-store.ts';
import { asideFolder } from './environment-paths.ts';
import type { EnvironmentRequest } from './environment-request.ts';
import { withFileLock } from './file-lock.ts';
import { flatLayoutConfig } from './flat-layout.ts';
import { installWith } from './install-plan.ts';
import { chooseInstaller, distributionConfig, pipInstaller } from './installer.ts';
import { isEnsurepipMissing, isIndexUnreachable, installWords } from './install-words.ts';
import { distributions, probeEnvironment, type EnvironmentProbe } from './probe-environment.ts';

/** An environment that runs, or why there is none. */
export type ProvidedEnvironment =
  | {
      readonly folder: string;
      readonly record: EnvironmentRecord;
      readonly isReused: boolean;
      /** What is in it now, by hand or by an installer. */
      readonly entries: readonly string[];
    }
  | { readonly reason: string };

/** Hands out the environment of a key: the one that is there when it is whole, else a new one. */
export async function provideEnvironment(request: EnvironmentRequest): Promise<ProvidedEnvironment> {
  const store = await openEnvironmentStore(request.stateDir, request.shares);
  const ready = await reuse(store, request);
  if (ready) return ready;
  const onWait = (pid: number): void =>
    request.log(`another run (process ${pid}) is making this environment; waiting for it`);
  const lock = { signal: request.signal, onWait };
  const provided = await withFileLock(
    store.lockFile(request.key),
    lock,
    async () => (await reuse(store, request)) ?? (await make(store, request)),
  );
  // Not under the lock: what a killed run left of this very key would look as if it were being made.
  await store.prune();
  return provided;
}

async function reuse(
  store: EnvironmentStore,
  { key, exec, log }: EnvironmentRequest,
): Promise<ProvidedEnvironment | undefined> {
  const record = await store.find(key);
  if (!record) return undefined;
  const folder = join(store.root, record.folder);
  const probe = await probeEnvironment(folder, exec);
  const missing = record.entries.filter((entry) => !probe?.entries.includes(entry));
  if (!probe || probe.python !== record.python || missing.length > 0) {
    const why = !probe
      ? 'it does not run'
      : missing.length > 0
        ? `${missing.slice(0, 3).join(', ')} missing in it`
        : `its Python is now ${probe.python}`;
    log(`the environment in ${folder} is broken (${why}) and is made anew`);
    await store.forget(key);
    return undefined;
  }
  await store.touch(key);
  return { folder, record, isReused: true, entries: probe.entries };
}

/**
 * Made in a folder of its own name and only then named by the record: a process of a killed run that still installs
 * cannot reach it, and an environment cannot be moved once it is made.
 */
async function make(store: EnvironmentStore, request: EnvironmentRequest): Promise<ProvidedEnvironment> {
  const name = store.newFolder(request.key);
  const folder = join(store.root, name);
  const made = await fill(folder, request);
  const probe = 'reason' in made ? undefined : await probeEnvironment(folder, request.exec);
  if ('reason' in made || !probe) {
    await rm(folder, { recursive: true, force: true, maxRetries: 2 }).catch(() => undefined);
    return 'reason' in made
      ? made
      : { reason: 'the environment was made, but pytest or coverage cannot be imported in it (see the log)' };
  }
  await writeFile(join(probe.site, `${RECORD_MODULE}.py`), RECORD_PLUGIN);
  const added = [`${RECORD_MODULE}.py`, ...(await followSubprocesses(probe))];
  const entries = [...probe.entries, ...added];
  const record = {
    folder: name,
    python: probe.python,
    installer: made.installer,
    entries,
    notes: made.notes,
  };
  await store.finish(request.key, record);
  return { folder, record, isReused: false, entries };
}

/** Coverage before 7.10 brings no hook of its own for subprocesses. */
async function followSubprocesses({ site, entries }: EnvironmentProbe): Promise<string[]> {
  const version = distributions(entries).get('coverage');
  if (version === undefined || isPatching(version)) return [];
  await writeFile(
    join(site, 'sluice_coverage.pth'),
    'import os; os.environ.get("COVERAGE_PROCESS_START") and __import__("coverage").process_startup()\n',
  );
  return ['sluice_coverage.pth'];
}

type Filled = { readonly installer: string; readonly notes: readonly string[] } | { readonly reason: string };

async function fill(folder: string, request: EnvironmentRequest): Promise<Filled> {
  const { exec, env, interpreter, log } = request;
  const planFile = (at: string, name: string): string => join(asideFolder(at), name);
  const port = { exec, env, interpreter, planFile };
  const installer = await chooseInstaller(port);
  const first = await fillWith(folder, request, installer);
  // An index that only pip is configured for (pip.conf, a keyring) is no reason to fail where uv happens to be.
  if (!('result' in first) || installer.name === 'pip' || !first.result || !isIndexUnreachable(first.result))
    return first;
  log('uv could not reach the index; pip is tried');
  await rm(folder, { recursive: true, force: true });
  return fillWith(folder, request, pipInstaller(port));
}

async function fillWith(
  folder: string,
  request: EnvironmentRequest,
  installer: ReturnType<typeof pipInstaller>,
): Promise<Filled & { readonly result?: Awaited<ReturnType<Exec>> }> {
  const { interpreter, plan } = request;
  const minor = interpreter.version.split('.').slice(0, 2).join('.');
  const debian = `Python ${interpreter.version} (${interpreter.path}) cannot make environments with pip: its ensurepip is missing. Install it: apt-get install python${minor}-venv (or python3-venv), or put uv on PATH`;
  if (installer.name === 'pip' && !interpreter.hasEnsurepip) return { reason: debian };
  const created = await installer.create(folder);
  if (created.exitCode !== 0) {
    if (isEnsurepipMissing(created)) return { reason: debian };
    return {
      reason: `the environment could not be created by ${installer.name}: ${installWords(created)}`,
      result: created,
    };
  }
  const aside = asideFolder(folder);
  await mkdir(join(aside, 'setuptools'), { recursive: true });
  const layout = await flatLayoutConfig(request.project);
  await writeFile(join(aside, 'distribution.cfg'), `${distributionConfig(aside)}${layout ?? ''}`);
  for (const [name, text] of Object.entries({ ...plan.files, ...request.relaxedPlan.files }))
    await writeFile(join(aside, name), text);
  return installWith(folder, request, installer);
}
