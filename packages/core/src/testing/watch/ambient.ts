import { replace, type Patch, type Recorder } from './patch-methods.ts';

/** Watches reads of the environment. It is replaced and not read here: what its values are is no matter of the kit. */
export function patchEnv({ note }: Recorder): Patch {
  return () => {
    const { process } = globalThis;
    const real = Reflect.get(process, 'env') as Record<string, string | undefined>;
    const tell = (what: string): boolean => note({ kind: 'env', what });
    const watched = new Proxy(real, {
      get: (target, key) => {
        if (typeof key === 'string') tell(`process.env.${key}`);
        return Reflect.get(target, key) as unknown;
      },
      has: (target, key) => {
        tell(`${String(key)} in process.env`);
        return Reflect.has(target, key);
      },
      ownKeys: (target) => {
        tell('the names of process.env');
        return Reflect.ownKeys(target);
      },
    });
    return replace(process, 'env', watched);
  };
}

/** Watches `Date.now()`, `Date()` and `new Date()`; a date made of a given time reads no clock. */
export function patchDate({ note }: Recorder): Patch {
  return () => {
    const real = globalThis.Date;
    const watched: DateConstructor = new Proxy(real, {
      construct: (target, args: unknown[], newTarget) => {
        if (args.length === 0) note({ kind: 'clock', what: 'new Date()' });
        return Reflect.construct(target, args, newTarget === watched ? target : newTarget) as object;
      },
      apply: (target, self, args: unknown[]) => {
        note({ kind: 'clock', what: 'Date()' });
        return Reflect.apply(target as unknown as () => string, self, args);
      },
      get: (target, key) => {
        if (key === 'now') note({ kind: 'clock', what: 'Date.now()' });
        return Reflect.get(target, key) as unknown;
      },
    });
    return replace(globalThis, 'Date', watched);
  };
}
