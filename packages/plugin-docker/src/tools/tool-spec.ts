import type { ToolSpec } from '@sluice/core';
import { PINS } from './pins.ts';
import type { ToolName } from './tool-pin.ts';

/** A tool at this plugin's version, or at the one that the lock has. */
export function toolSpec(name: ToolName): ToolSpec {
  const { version, package: project, requirements } = PINS[name];
  return {
    name,
    version,
    versionFrom: 'the default of plugin-docker',
    isPinnedByProject: false,
    install: { from: 'pypi', package: project, requirements },
  };
}
