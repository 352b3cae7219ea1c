import type { HookArguments, HookName } from './arguments.ts';
import { deepFreeze } from './deep-freeze.ts';
import { createFacade } from './create-facade.ts';
import type { EngineHooks, TapFailure, TapInfo, TapSlow } from './hooks.ts';
import { hookTable, type HookTable } from './hook-table.ts';
import { isolate, type OriginalTap } from './isolate.ts';
import { failureOf, isThenable, settleTap } from './settle-tap.ts';
import { SYSTEM_TIMERS, type Timers } from './timers.ts';

export interface HooksOptions {
  /** Told of each failure at once; of `event`, of the first one of each plugin only. */
  readonly onTapFailed: (failure: TapFailure) => void;
  readonly onTapSlow: (slow: TapSlow) => void;
  /** How long one tap may take. */
  readonly timeoutMs: number;
  readonly timers?: Timers;
}

/** Makes the hooks of one run, isolated before anybody can tap them. */
export function createHooks(options: HooksOptions): EngineHooks {
  const table = hookTable();
  let isSealed = false;
  const names = Object.keys(table) as HookName[];
  for (const name of names) isolate(table[name], name, () => isSealed);
  const running = new Set<TapInfo>();
  const infos = (name: HookName): TapInfo[] =>
    table[name].taps.flatMap((tap) => ('info' in tap ? (tap.info as TapInfo) : []));
  const tell = announcer(options);

  const call: EngineHooks['call'] = async (name, argumentOf, signal) => {
    const { timeoutMs, timers = SYSTEM_TIMERS } = options;
    const failures = new Map<TapInfo, TapFailure>();
    await table[name].promise(async (tap) => {
      running.add(tap.info);
      const failure = await settleTap(tap, argumentOf, { timeoutMs, timers, signal, onSlow: tell.slow });
      running.delete(tap.info);
      if (failure === undefined) return;
      failures.set(tap.info, failure);
      tell.failed(failure);
    });
    // In the order of the taps, so that a report does not depend on who failed first.
    return infos(name).flatMap((info) => failures.get(info) ?? []);
  };

  return Object.freeze({
    forPlugin: (plugin: string) => createFacade(table, plugin),
    seal: () => {
      isSealed = true;
    },
    call,
    emit: createEmit(table.event, running, tell.failed),
    taps: () => names.flatMap(infos),
    running: () => [...running],
  });
}

/** The synchronous twin of `call`: nothing is awaited, and a plugin that fails at every event is told of once. */
function createEmit(
  hook: HookTable['event'],
  running: Set<TapInfo>,
  onFailed: (failure: TapFailure) => void,
): EngineHooks['emit'] {
  const told = new Set<string>();
  const failed = (info: TapInfo, error: unknown): void => {
    // Marked before it is told: telling emits an event, at which the same tap may fail again.
    if (told.has(info.plugin)) return;
    told.add(info.plugin);
    onFailed(failureOf(info, error));
  };
  const runOne = (event: HookArguments['event'], { info, fn }: OriginalTap): undefined => {
    const isNested = running.has(info);
    running.add(info);
    try {
      const returned = fn(event);
      // An async function fits the type of `tap`; its rejection would otherwise end the process.
      if (isThenable(returned)) Promise.resolve(returned).catch((error: unknown) => failed(info, error));
    } catch (error) {
      failed(info, error);
    } finally {
      if (!isNested) running.delete(info);
    }
  };
  return (event) => {
    if (hook.taps.length === 0) return;
    const frozen = deepFreeze(event);
    hook.call((tap) => runOne(frozen, tap));
  };
}

// Announcing is not deciding: the failure is returned by `call` all the same, so a listener that throws is left
// alone rather than let break the settling of the other taps.
function announcer({ onTapFailed, onTapSlow }: HooksOptions) {
  const quietly =
    <T>(listener: (value: T) => void) =>
    (value: T): void => {
      try {
        listener(value);
      } catch {
        // Nothing to do: see above.
      }
    };
  return { failed: quietly(onTapFailed), slow: quietly(onTapSlow) };
}
