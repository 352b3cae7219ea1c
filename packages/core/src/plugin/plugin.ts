import type * as z from 'zod';
import type { PluginHooks } from '../hooks/facade.ts';
import type { Exec } from '../model/exec.ts';

/**
 * What a line of a log means, for triage. It counts where no code of the project can have printed it, in the output of
 * `programs`, and in the reason that a check of the plugin itself gives. Its id is shown with the plugin's name before it.
 */
export interface FailureRule {
  /** kebab-case. */
  readonly id: string;
  /** One of those of docs/triage.md. */
  readonly category: string;
  readonly verdict: 'transient' | 'persistent';
  /**
   * A regular expression over one line, with the flag `u`. Repetitions need a bound (`{0,200}`), and there is no looking
   * ahead, behind or back: so its time is linear in the line, whatever that holds.
   */
  readonly pattern: string;
  /** Names of programs in whose output it counts too, although they run code of the project: name only what prints its own words. */
  readonly programs?: readonly string[];
  /** Where the claim comes from. */
  readonly source: string;
  /** Held against the pattern when the config is read. */
  readonly mustMatch: readonly string[];
  readonly mustNotMatch: readonly string[];
}

/** A verb that a plugin adds to the CLI: `sluice <plugin> <name>`. */
export interface PluginCommand {
  readonly name: string;
  readonly description: string;
  /** Returns the exit code. */
  readonly run: (context: PluginCommandContext) => Promise<number> | number;
}

export interface PluginCommandContext {
  /** The config's folder; without a config, `calledFrom`. */
  readonly cwd: string;
  /** The folder that paths in `argv` are relative to: where it was called, or what `--cwd` names. */
  readonly calledFrom: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** What a place in CI must be allowed to do, in the words of the host's permissions: `{ contents: 'read' }`. */
export type PermissionSet = Readonly<Record<string, 'read' | 'write' | 'none'>>;

export interface PluginPermissions {
  readonly check?: PermissionSet;
  readonly gate?: PermissionSet;
  readonly workflow?: Readonly<Record<string, PermissionSet>>;
}

/** A workflow that `sluice generate` writes beside the main one. */
export interface PluginWorkflow {
  readonly name: string;
  readonly on: Readonly<Record<string, unknown>>;
  readonly command: string;
  readonly permissions?: PermissionSet;
  /** A condition of the host, without which nothing is started: most events are of runs that concern nobody. */
  readonly when?: string;
  /**
   * A folder below the state folder that the command finds again in its next run: `github`. Nothing may depend on its
   * being there, nor on its being the newest.
   */
  readonly keeps?: string;
}

/** A step that a workflow needs before the plugin's checks: data that the generator writes as it stands. */
export interface PluginStep {
  readonly name: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  /** Its failure ends nothing: the plugin's checks notice by themselves, and what that means is for the gate to say. */
  readonly mayFail?: boolean;
}

/** One line of what a plugin says in `sluice doctor`. */
export interface PluginFact {
  /** What was looked at: `ci.yml`, `the rules of main`. */
  readonly what: string;
  /** `todo`: somebody has to act; `unknown`: it could not be found out. */
  readonly state: 'fine' | 'todo' | 'unknown';
  /** What was seen, and what to do. */
  readonly detail: string;
}

/** What `examine` gets. */
export interface PluginExamination {
  /** The config's folder. */
  readonly cwd: string;
  /** Without credentials but those that the plugin declares in `env`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exec: Exec;
  readonly signal: AbortSignal;
}

/** What `evidence` gets. */
export interface PluginEvidenceRequest extends PluginExamination {
  /** The commit whose run is wanted, 7 to 40 hexadecimal digits. */
  readonly commit: string;
  /** An empty folder, for `evidence.json`, `report.json` and what else of the run is kept. Removed afterwards. */
  readonly dir: string;
}

/** What a plugin's place keeps of the run of a commit. */
export type PluginEvidence =
  | {
      readonly isFound: true;
      /** sha256 of `evidence.json`, hex, as the run told it and whoever holds the files cannot change it. */
      readonly sha256: string;
      /** Where that digest stands: `check run sluice/report of 3f2c1ab`. */
      readonly keptBy: string;
    }
  | {
      readonly isFound: false;
      /** Why there is nothing, and what to do, in a sentence. */
      readonly detail: string;
    };

/** What `setup` gets: a place to tap, nothing else. */
export interface PluginApi {
  readonly hooks: PluginHooks;
}

/** What an author writes. `O` is the schema of the options; leave it out for a plugin without any. */
export interface PluginDefinition<O extends z.ZodType = z.ZodType> {
  /** kebab-case; prefix of all its check ids. */
  readonly name: string;
  readonly version: string;
  readonly options?: O;
  readonly failureRules?: readonly FailureRule[];
  readonly permissions?: PluginPermissions;
  /**
   * What these options need beside `permissions`, so that nobody grants what only another's options are about. Called by
   * whoever writes or examines workflows, with validated options; looks at nothing else.
   */
  readonly permissionsFor?: (options: z.output<O>) => PluginPermissions;
  readonly commands?: readonly PluginCommand[];
  readonly workflows?: readonly PluginWorkflow[];
  readonly workflowSetup?: readonly PluginStep[];
  /**
   * Folders below the plugin's own (`sbom` for `.sluice/docker/sbom`) that its checks find again in the next run of a
   * workflow. Nothing may depend on their being there, nor on their being the newest.
   */
  readonly workflowKeeps?: readonly string[];
  /**
   * Names of variables with credentials that its `report` and `onFailure` taps and `examine` need, such as
   * `GITHUB_TOKEN`. They are added to the `env` of these alone: neither other plugins nor any program gets them.
   */
  readonly env?: readonly string[];
  /** What `sluice doctor` says of the plugin's surroundings: what is missing there, and what to do. Changes nothing. */
  readonly examine?: (
    context: PluginExamination,
    options: z.output<O>,
  ) => Promise<readonly PluginFact[]> | readonly PluginFact[];
  /**
   * Fetches what is kept elsewhere of the run of a commit, for `sluice verify --commit`: its files into a folder, and the
   * digest that they are held against. Verifies nothing itself.
   */
  readonly evidence?: (
    request: PluginEvidenceRequest,
    options: z.output<O>,
  ) => Promise<PluginEvidence> | PluginEvidence;
  /** Taps only: touches no disk, network or environment. Called once, with validated options. */
  readonly setup: (api: PluginApi, options: z.output<O>) => void;
}

/**
 * A plugin as the config holds it: a frozen plain object, recognised by `apiVersion` and never by `instanceof`,
 * so that two copies of core in one tree still work. `rawOptions` are validated by `assemble`, so importing a
 * config never throws for an option.
 */
export interface Plugin {
  readonly apiVersion: 1;
  readonly name: string;
  readonly version: string;
  readonly rawOptions: unknown;
  readonly definition: PluginDefinition;
}

/** What `definePlugin` returns: call it with options in the config. */
export type PluginFactory<O extends z.ZodType> =
  {} extends z.input<O> ? (options?: z.input<O>) => Plugin : (options: z.input<O>) => Plugin;
