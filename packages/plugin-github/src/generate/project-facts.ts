import type { PermissionSet, PluginStep, PluginWorkflow } from '@sluice/core';

/** What a repository says of itself, as far as a workflow depends on it. */
export interface ProjectFacts {
  /** The config's folder from the root of the repository, with forward slashes; `.` when it is the root. */
  readonly folder: string;
  /** The folder of the lock file, in the same way. */
  readonly lockFolder: string;
  /** The command that installs from the lock file without install scripts. */
  readonly install: string;
  /** Versions of Python that cells have; empty where no check has such an axis. */
  readonly python: readonly string[];
  /** What plugins declare for check jobs, joined. */
  readonly permissions: PermissionSet;
  /** Steps that plugins need before their checks, on the machines that run any of these. */
  readonly setup: readonly (PluginStep & { readonly plugin: string })[];
  /** Folders below the state folder that checks find again in the next run: `docker/sbom`. */
  readonly keeps: readonly string[];
  readonly workflows: readonly (PluginWorkflow & { readonly permissions: PermissionSet })[];
}
