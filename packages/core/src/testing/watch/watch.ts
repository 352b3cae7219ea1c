import { AsyncLocalStorage } from 'node:async_hooks';
import { syncBuiltinESMExports } from 'node:module';
import type { Recorder } from './patch-methods.ts';
import { patches } from './patches.ts';
import type { Touch, TouchKind } from './touch.ts';

/** A watch over code, until it is disposed of. */
export interface Watch extends Disposable {
  /** Runs code under watch: also what it leaves behind in promises and timers is seen, until the end of the watch. */
  readonly run: <T>(work: () => T) => T;
  /** What it did so far. */
  readonly touches: readonly Touch[];
}

interface Watching {
  readonly kinds: ReadonlySet<TouchKind>;
  readonly touches: Touch[];
}

// Who called is told by the asynchronous context and not by the time, so that tests that run at once, and the test
// runner itself, are never taken for the plugin.
const current = new AsyncLocalStorage<Watching>();
let watchers = 0;
let isInside = false;
let restore = (): void => {};

/** Begins to watch for calls of these kinds. What is printed under watch is told as a touch and not printed. */
export function startWatch(kinds: readonly TouchKind[]): Watch {
  const watching: Watching = { kinds: new Set(kinds), touches: [] };
  install();
  return {
    run: (work) => current.run(watching, work),
    touches: watching.touches,
    [Symbol.dispose]: uninstall,
  };
}

const recorder: Recorder = {
  note: (touch) => {
    const watching = isInside ? undefined : current.getStore();
    if (watching === undefined || !watching.kinds.has(touch.kind)) return false;
    watching.touches.push(touch);
    return touch.kind === 'print';
  },
  inside: (call) => {
    const before = isInside;
    isInside = true;
    try {
      return call();
    } finally {
      isInside = before;
    }
  },
};

function install(): void {
  watchers += 1;
  if (watchers > 1) return;
  const undo = patches(recorder).map((patch) => patch());
  syncBuiltinESMExports();
  restore = () => {
    for (const one of undo.toReversed()) one();
    syncBuiltinESMExports();
  };
}

function uninstall(): void {
  watchers -= 1;
  if (watchers === 0) restore();
}
