import type { Check, Level, Limit } from '@sluice/core';

/** What the options say of any check; `false` switches it off. */
export type CommonOptions =
  | false
  | {
      readonly level?: Level | undefined;
      readonly limits?: readonly unknown[] | undefined;
      readonly timeoutMs?: number | undefined;
    };

/** Puts what a user set for a check over what the plugin has. Switched off, the check stays, as disabled. */
export function withCommon(check: Check, options: CommonOptions, optionName: string): Check {
  if (options === false) return { ...check, disabled: `option ${optionName} is false` };
  const { level, limits, timeoutMs } = options;
  return {
    ...check,
    ...(level === undefined ? {} : { level }),
    ...(limits === undefined ? {} : { limits: limits as readonly Limit[] }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
}
