import { existsSync } from 'node:fs';
import type { HealthStore } from '../store/health-store.ts';
import { makeStoreFolder, storeFile } from '../store/store-file.ts';

interface Place {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Runs `use` with the project's store, and closes it. Without a database there is none, unless it `mustExist`: who only
 * asks for figures must not leave a file behind, and does not load SQLite.
 */
export async function withStore<T>(
  place: Place,
  mustExist: boolean,
  use: (store: HealthStore | undefined) => Promise<T>,
): Promise<T> {
  const file = storeFile(place);
  if (!mustExist && !existsSync(file)) return use(undefined);
  await makeStoreFolder(file);
  const { openStore } = await import('../store/open-store.ts');
  const store = await openStore(file);
  try {
    return await use(store);
  } finally {
    store.close();
  }
}
