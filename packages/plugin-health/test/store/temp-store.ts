import { tempWorkspace, type TempWorkspace } from '@sluice/core/testing';
import type { HealthStore } from '../../src/store/health-store.ts';
import { openStore } from '../../src/store/open-store.ts';

/** A store in a folder of its own, both gone at the end. */
export async function tempStore(): Promise<{
  readonly store: HealthStore;
  readonly folder: TempWorkspace;
  readonly file: string;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}> {
  const folder = await tempWorkspace({});
  const file = folder.path('health.db');
  const store = await openStore(file);
  return {
    store,
    folder,
    file,
    [Symbol.asyncDispose]: async () => {
      store.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}
