import type { HookArguments, HookName } from './arguments.ts';
import type { PluginHooks } from './facade.ts';

/** A tap that did not end well: who, where, what. */
export interface TapFailure {
  readonly plugin: string;
  readonly hook: HookName;
  readonly tap: string;
  readonly error: unknown;
  /** The error in words; never empty. */
  readonly message: string;
  readonly timedOut: boolean;
  /** How long it was waited for, when `timedOut`. */
  readonly afterMs?: number;
}

/** A tap as it was registered, for `doctor`. */
export interface TapInfo {
  readonly plugin: string;
  readonly hook: HookName;
  readonly tap: string;
  readonly stage: number;
}

/** A tap that is still running after a while. Said at 3 s, then each time the time has doubled. */
export interface TapSlow {
  readonly plugin: string;
  readonly hook: HookName;
  readonly tap: string;
  readonly forMs: number;
}

/** The engine's side of the hooks. No method ever rejects: what taps throw comes back as data. */
export interface EngineHooks {
  /** The plugin's side, narrowed to `tap` and `tapPromise`, stamped with its name. */
  readonly forPlugin: (plugin: string) => PluginHooks;
  /** Forbids further taps: a late one throws where it is written. */
  readonly seal: () => void;
  /**
   * Calls a hook and settles all its taps; the failures come in the order of the taps. Each tap gets an argument of
   * its own, which refuses every call once the tap has ended. When `signal` aborts, running taps are given up and
   * the others do not start.
   */
  readonly call: <N extends Exclude<HookName, 'event'>>(
    name: N,
    argument: (plugin: string, tap: string) => HookArguments[N],
    signal?: AbortSignal,
  ) => Promise<readonly TapFailure[]>;
  readonly emit: (event: HookArguments['event']) => void;
  readonly taps: () => readonly TapInfo[];
  /** Taps that have started and not ended: who is to blame when the process ends under the engine. */
  readonly running: () => readonly TapInfo[];
}
