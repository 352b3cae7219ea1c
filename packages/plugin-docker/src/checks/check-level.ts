import type { Level } from '@sluice/core';

/** The level of a check: its own option, else what `required` says of all. */
export function checkLevel(
  { required }: { readonly required: boolean },
  option: false | { readonly level?: Level | undefined },
): Level {
  return (option === false ? undefined : option.level) ?? (required ? 'required' : 'optional');
}
