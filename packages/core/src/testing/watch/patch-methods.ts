import type { Touch, TouchKind } from './touch.ts';

/** What the patches tell of calls. */
export interface Recorder {
  /** Told of a call; answers whether to swallow it. */
  readonly note: (touch: Touch) => boolean;
  /** Makes the call that was told of: what Node does inside of it is not told of again. */
  readonly inside: <T>(call: () => T) => T;
}

/** Puts a watch on, and gives back what takes it off. */
export type Patch = () => () => void;

export interface MethodPatch {
  readonly recorder: Recorder;
  readonly label: string;
  /** What kind of touch a call is; undefined: none. Asked once with no arguments to see whether to watch at all. */
  readonly kindOf: (name: string, args: readonly unknown[]) => TouchKind | undefined;
}

/** Replaces the functions of an object by ones that record and then do the same. */
export function patchMethods(object: object, { recorder, label, kindOf }: MethodPatch): Patch {
  return () => {
    const undo: (() => void)[] = [];
    for (const name of functionNames(object)) {
      if (kindOf(name, []) === undefined) continue;
      const original = Reflect.get(object, name) as (...args: unknown[]) => unknown;
      const watched = function (this: unknown, ...args: unknown[]): unknown {
        const kind = kindOf(name, args);
        if (kind !== undefined && recorder.note({ kind, what: `${label}.${name}` })) return true;
        return recorder.inside(() => Reflect.apply(original, this, args));
      };
      // `promisify` and the like look for properties of the function itself.
      Object.defineProperties(watched, Object.getOwnPropertyDescriptors(original));
      undo.push(replace(object, name, watched));
    }
    return () => {
      for (const one of undo) one();
    };
  };
}

/** Sets a property whatever kind it is, and gives back what restores it exactly. */
export function replace(object: object, name: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(object, name);
  if (before?.configurable === false && before.writable !== true) return () => {};
  const isDefined =
    before?.configurable === false
      ? Reflect.set(object, name, value)
      : Reflect.defineProperty(object, name, {
          value,
          writable: true,
          configurable: true,
          enumerable: before?.enumerable ?? true,
        });
  if (!isDefined) return () => {};
  return () => {
    if (before === undefined) Reflect.deleteProperty(object, name);
    else Object.defineProperty(object, name, before);
  };
}

function functionNames(object: object): readonly string[] {
  const names = new Set<string>();
  for (
    let at: object | null = object;
    at !== null && at !== Object.prototype;
    at = Object.getPrototypeOf(at) as object | null
  ) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(at))) {
      if (typeof value === 'function' && name !== 'constructor') names.add(name);
    }
  }
  return [...names];
}
