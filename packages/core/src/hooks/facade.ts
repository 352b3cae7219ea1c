import type { HookArguments } from './arguments.ts';

/** How a tap is named and ordered. A string is its name. */
export type TapOptions =
  | string
  | { readonly name: string; readonly stage?: number; readonly before?: string };

/** A hook whose taps run one after another, or side by side, and may be asynchronous. */
export interface AsyncHookFacade<T> {
  readonly tap: (options: TapOptions, fn: (argument: T) => void) => void;
  readonly tapPromise: (options: TapOptions, fn: (argument: T) => Promise<void>) => void;
}

/** A hook whose taps are synchronous. */
export interface SyncHookFacade<T> {
  readonly tap: (options: TapOptions, fn: (argument: T) => void) => void;
}

/** All that a plugin sees of the hooks: places to tap, and no way to call or intercept. */
export interface PluginHooks {
  /** Once, before planning, by `run` and `plan`. A throw is a problem: no check starts, exit 2. */
  readonly preflight: AsyncHookFacade<HookArguments['preflight']>;
  /** Once, by `run` and `plan`: add checks. A throw blocks, for an unknown check is a missing check. */
  readonly check: AsyncHookFacade<HookArguments['check']>;
  /** After all checks settled: add objections. A throw blocks and names the plugin. */
  readonly gate: AsyncHookFacade<HookArguments['gate']>;
  /** Once, when the verdict is block. A throw is noted. */
  readonly onFailure: AsyncHookFacade<HookArguments['onFailure']>;
  /** Always, all at once. A throw degrades reporting and never changes the verdict. */
  readonly report: AsyncHookFacade<HookArguments['report']>;
  /** Many times. A throw is swallowed; the first of each plugin warns. */
  readonly event: SyncHookFacade<HookArguments['event']>;
}
