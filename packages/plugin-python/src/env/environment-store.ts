import { randomBytes } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isHeld } from './file-lock.ts';

/** What is recorded about a finished environment. Its presence is the proof that it was finished. */
export interface EnvironmentRecord {
  /** Folder under the store. */
  readonly folder: string;
  readonly python: string;
  readonly installer: string;
  /** What the site-packages held when it was finished; each entry must still be there. */
  readonly entries: readonly string[];
  /** What people are told about how it came about. */
  readonly notes: readonly string[];
}

const KEPT = 6;
const KEPT_FOR_MS = 60 * 60 * 1000;

/** The folder of environments: `<key>.json` names the finished folder `<key>.<random>`. */
export interface EnvironmentStore {
  readonly root: string;
  readonly lockFile: (key: string) => string;
  readonly find: (key: string) => Promise<EnvironmentRecord | undefined>;
  readonly newFolder: (key: string) => string;
  readonly finish: (key: string, record: EnvironmentRecord) => Promise<void>;
  /** Says that it is in use today, so that it is not the one to be deleted. */
  readonly touch: (key: string) => Promise<void>;
  readonly forget: (key: string) => Promise<void>;
  readonly prune: () => Promise<void>;
}

/** Opens the store under the plugin's state folder. */
export async function openEnvironmentStore(stateDir: string, shares = 1): Promise<EnvironmentStore> {
  const root = join(stateDir, 'envs');
  await mkdir(root, { recursive: true });
  const recordFile = (key: string): string => join(root, `${key}.json`);
  return {
    root,
    lockFile: (key) => join(root, `${key}.lock`),
    find: async (key) => readRecord(recordFile(key)),
    newFolder: (key) => `${key}.${randomBytes(3).toString('hex')}`,
    finish: async (key, record) => {
      const temporary = join(root, `.${record.folder}.json`);
      await writeFile(temporary, `${JSON.stringify(record)}\n`);
      await rename(temporary, recordFile(key));
    },
    touch: async (key) => utimes(recordFile(key), new Date(), new Date()).catch(() => undefined),
    forget: async (key) => rm(recordFile(key), { force: true }),
    prune: async () => prune(root, KEPT * shares),
  };
}

async function readRecord(file: string): Promise<EnvironmentRecord | undefined> {
  try {
    const record = JSON.parse(await readFile(file, 'utf8')) as EnvironmentRecord;
    return typeof record.folder === 'string' && Array.isArray(record.entries) ? record : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Deletes the records that were not used for longest, and every folder that no record names and nobody is making:
 * what a killed run left behind. A folder in which a process still writes may resist; the next run tries again.
 */
async function prune(root: string, kept: number): Promise<void> {
  const names = await readdir(root).catch(() => []);
  const records = names.filter((name) => /^[^.].*\.json$/u.test(name));
  const used = await Promise.all(
    records.map(async (name) => ({
      name,
      at: (await stat(join(root, name)).catch(() => undefined))?.mtimeMs ?? 0,
    })),
  );
  const old = used
    .sort((left, right) => right.at - left.at)
    .slice(kept)
    .filter(({ at }) => Date.now() - at > KEPT_FOR_MS);
  for (const { name } of old) await rm(join(root, name), { force: true });
  for (const name of names) {
    const key = /^(.+)\.[0-9a-f]{6}$/u.exec(name)?.[1];
    if (key === undefined || (await isHeld(join(root, `${key}.lock`)))) continue;
    // Read after the lock was seen free: a record written in between names its folder.
    const record = await readRecord(join(root, `${key}.json`));
    if (record?.folder !== name)
      await rm(join(root, name), { recursive: true, force: true, maxRetries: 2 }).catch(() => undefined);
  }
}
