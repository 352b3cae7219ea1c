import type { AsyncParallelHook, AsyncSeriesHook, SyncHook } from 'tapable';
import type { HookName } from './arguments.ts';
import type { TapInfo } from './hooks.ts';

/** What each tap carries besides tapable's own fields; `info` is added by the interceptor. */
export interface TapMeta {
  readonly plugin: string;
  readonly info?: TapInfo;
}

/** A tap as a plugin wrote it. */
export interface OriginalTap {
  readonly info: TapInfo;
  readonly fn: (argument: unknown) => unknown;
  /** Registered by `tapPromise`, so that it must return a promise. */
  readonly mustReturnPromise: boolean;
}

/** What our hooks are called with: the way to run one tap. It returns without throwing, whatever the tap does. */
export type RunTap = (tap: OriginalTap) => Promise<void> | undefined;

export type IsolatedHook =
  | AsyncSeriesHook<[RunTap], TapMeta>
  | AsyncParallelHook<[RunTap], TapMeta>
  | SyncHook<[RunTap], void, TapMeta>;

type FullTap = IsolatedHook['taps'][number] & TapMeta;

/**
 * Makes an error boundary of a hook, which tapable 2.3.4 is not: in a series hook a tap that throws synchronously,
 * or returns no promise, leaves `promise()` pending for ever; a parallel hook rejects at once and leaves its other
 * taps unobserved; `before` with an unknown name puts a tap first in silence.
 *
 * So each tap is replaced as it is registered by one that never fails, and what cannot be isolated is refused where
 * it is written. Must be installed before any plugin sees the hook: a later interceptor could wrap ours.
 */
export function isolate(hook: IsolatedHook, name: HookName, isSealed: () => boolean): void {
  hook.intercept({
    name: 'sluice',
    register: (tap: FullTap): FullTap => {
      const info: TapInfo = { plugin: tap.plugin, hook: name, tap: tap.name, stage: tap.stage ?? 0 };
      const refusal = reasonToRefuse(tap, hook, isSealed());
      if (refusal !== undefined)
        throw new Error(`${tap.plugin} cannot tap ${name} as "${tap.name}": ${refusal}`);
      const original: OriginalTap = {
        info,
        fn: tap.fn as OriginalTap['fn'],
        mustReturnPromise: tap.type === 'promise',
      };
      const type = name === 'event' ? 'sync' : 'promise';
      return { ...tap, type, info, fn: (run: RunTap) => run(original) };
    },
  });
}

function reasonToRefuse(tap: FullTap, hook: IsolatedHook, isSealed: boolean): string | undefined {
  if (isSealed) return 'taps are made in setup(), and setup has ended';
  if (tap.type === 'async') return 'tapAsync is not supported; use tap or tapPromise';
  if (typeof tap.fn !== 'function')
    return `its second argument is ${tap.fn === null ? 'null' : typeof tap.fn}, not a function`;
  if (tap.stage !== undefined && !Number.isFinite(tap.stage))
    return 'its stage is not a number; use STAGE.first, .normal or .last';
  const { before } = tap;
  if (before !== undefined && !hook.taps.some((other) => other.name === before)) {
    return `there is no tap "${String(before)}" before which to put it; plugins tap in the order of the config`;
  }
  return undefined;
}
