import type { ToolSpec } from '@sluice/core';
import type { Project } from '../project/project.ts';
import { chooseVersion } from './choose-version.ts';
import { PINS } from './pins.ts';
import type { ToolName } from './tool-name.ts';

/** Where a project keeps programs of its own: asked before PATH, and only a program of the wanted version is taken. */
const ENVIRONMENT_FOLDERS = ['.venv/bin', 'venv/bin'];

/** The tool at the version the project is entitled to, with what it takes to install it. */
export function toolSpec(name: ToolName, project: Project): ToolSpec {
  const chosen = chooseVersion(name, project);
  const pin = PINS[name];
  return {
    name,
    version: chosen.version,
    versionFrom: chosen.from,
    isPinnedByProject: chosen.isPinnedByProject,
    searchIn: ENVIRONMENT_FOLDERS,
    install: {
      from: 'pypi',
      package: name,
      requirements: chosen.version === pin.version ? pin.requirements : [],
    },
  };
}
