import type { Problem } from '../../model/problem.ts';
import type { PluginFact } from '../../plugin/plugin.ts';
import type { Row } from '../init/row.ts';

/** A program of this machine that Sluice or its plugins may use. */
export interface ProgramFacts {
  readonly name: string;
  readonly path?: string;
  /** Undefined when it is not here, or does not say. */
  readonly version?: string;
  /** What it is good for, and how to get it; only when it is not here. */
  readonly advice?: string;
}

export interface PythonFacts {
  /** `3.12`, or the whole version where it runs. */
  readonly version: string;
  readonly path: string;
  readonly from: string;
}

export interface StateFacts {
  readonly dir: string;
  readonly isWritable: boolean;
  readonly detail?: string;
}

/** What this machine has. */
export interface MachineFacts {
  readonly node: string;
  readonly programs: readonly ProgramFacts[];
  readonly pythons: readonly PythonFacts[];
  readonly state: StateFacts;
}

/**
 * A tool of one or several checks: `found` here; `installed` by Sluice before; `installable`: the first run puts it into
 * `.sluice/tools`; `missing`: somebody has to act.
 */
export interface ToolFacts {
  readonly name: string;
  readonly version: string;
  readonly versionFrom?: string;
  readonly checks: readonly string[];
  readonly status: 'found' | 'installed' | 'installable' | 'missing';
  readonly path?: string;
  /** Of another version, and so not used. */
  readonly others: readonly { readonly path: string; readonly version?: string }[];
  /** What happens or what to do, when it is not here. */
  readonly how?: string;
}

export interface PluginFacts {
  readonly name: string;
  readonly version: string;
  readonly taps: readonly { readonly hook: string; readonly tap: string }[];
  /** What it says of its own surroundings. */
  readonly facts: readonly PluginFact[];
}

/** A check with what it declares about where it runs. */
export interface CheckFacts {
  readonly id: string;
  readonly matrix: Readonly<Record<string, readonly string[]>>;
  /** Variables that look like credentials and that it may see; never their values. */
  readonly env: readonly { readonly name: string; readonly isSet: boolean }[];
  readonly tools: readonly string[];
  readonly disabled?: string;
}

/** What `doctor --json` prints. */
export interface Diagnosis {
  readonly version: string;
  readonly machine: MachineFacts;
  /** Undefined without a config. */
  readonly config?: string;
  readonly plugins: readonly PluginFacts[];
  readonly checks: readonly CheckFacts[];
  readonly tools: readonly ToolFacts[];
  readonly problems: readonly Problem[];
  /** Without a config: what `init` sees. */
  readonly init?: readonly Row[];
}
