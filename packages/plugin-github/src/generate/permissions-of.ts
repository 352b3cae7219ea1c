import type { Plugin, PluginPermissions } from '@sluice/core';

/** What a plugin needs always, and what it needs with its options. These are valid: the project was planned with them. */
export function permissionsOf({ definition, rawOptions }: Plugin): readonly PluginPermissions[] {
  const { permissions, permissionsFor, options } = definition;
  return [
    ...(permissions === undefined ? [] : [permissions]),
    ...(permissionsFor === undefined ? [] : [permissionsFor(options?.parse(rawOptions) ?? {})]),
  ];
}
