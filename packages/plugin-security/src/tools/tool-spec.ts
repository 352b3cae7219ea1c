import type { ToolSpec } from '@sluice/core';
import { PINS } from './pins.ts';
import type { ToolName } from './tool-pin.ts';

/** Only a program of the wanted version is taken from these; they are asked before PATH. */
const ENVIRONMENT_FOLDERS = ['.venv/bin', 'venv/bin'];

/**
 * A scanner at this plugin's version, or at the one that the lock or the project's environment has of the same
 * number. `python` is the interpreter to install it under, for a scanner that reads the syntax of its own Python.
 */
export function toolSpec(name: ToolName, python?: string): ToolSpec {
  const pin = PINS[name];
  return {
    name,
    version: pin.version,
    versionFrom: 'the default of plugin-security',
    isPinnedByProject: false,
    searchIn: ENVIRONMENT_FOLDERS,
    install: {
      from: 'pypi',
      package: pin.package,
      requirements: pin.requirements,
      ...(python === undefined ? {} : { python }),
    },
  };
}
