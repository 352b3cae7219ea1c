export type FindingKind =
  | 'code'
  | 'format'
  | 'type'
  | 'test'
  | 'dependency'
  | 'secret'
  | 'misconfig'
  | 'license'
  | 'workflow'
  | 'eol';

/** Severity of a finding, most severe first in {@link SEVERITIES}; `unknown` ranks below `info` and has limits of its own. */
export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info' | 'unknown';

export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info', 'unknown'];

/** A place in a file. `path` is relative to the config's folder, with forward slashes; lines and columns count from 1. */
export interface Location {
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** A package a finding speaks of, named by its purl. */
export interface FindingPackage {
  readonly purl: string;
  readonly name: string;
  readonly version: string;
  readonly fixedVersions: readonly string[];
}

/** One problem that a check saw, in the words of SARIF's result. JSON-safe. */
export interface Finding {
  /** `<tool>/<rule>`, stable over tool versions: `ruff/E501`, `pytest/failed`. */
  readonly ruleId: string;
  readonly tool: string;
  readonly kind: FindingKind;
  readonly severity: Severity;
  /** The tool's own words for the severity, kept as evidence. */
  readonly raw?: string;
  readonly confidence?: string;
  readonly message: string;
  readonly location?: Location;
  readonly locations?: readonly Location[];
  /**
   * The text the finding is about, so that its fingerprint survives moved lines: the flagged source line, or a
   * stable name such as a test's id. Never a secret.
   */
  readonly region?: string;
  /** The classes and functions around it, outermost first, joined by dots: `Orders.refund`. */
  readonly scope?: string;
  readonly package?: FindingPackage;
  readonly cwe?: readonly string[];
  readonly aliases?: readonly string[];
  readonly helpUrl?: string;
  /** True when the tool itself can repair it. */
  readonly fixable?: boolean;
  /** How the severity came about, one named step a line. */
  readonly steps?: readonly string[];
  /** sha256 over rule, path, scope and normalised region (a dependency: package and advisory); added by the engine. */
  readonly fingerprint?: string;
  /** Fingerprints of other systems, by name: `primaryLocationLineHash` is GitHub's. */
  readonly fingerprints?: Readonly<Record<string, string>>;
  /**
   * Equal for findings that are one problem, reported by several tools or under several rules; added by the engine
   * where there is more than one. A limit over several checks counts such a problem once.
   */
  readonly problem?: string;
  /** All who reported the same problem, this finding's own tool included; added by the engine. */
  readonly mergedFrom?: readonly { readonly tool: string; readonly ruleId: string }[];
  readonly suppression?: Suppression;
  /** Whether the baseline has it; absent where there is no baseline. Added by the engine. */
  readonly state?: 'new' | 'existing';
  /** How an existing one was recognised, where it is not the same to the letter. Added by the engine. */
  readonly knownBy?: 'renamed' | 'moved' | 'edited';
}

/**
 * Why a finding does not count: a waiver, in date; a marker of the tool's own in the source; a VEX statement that the
 * product is not affected. It stays visible.
 */
export interface Suppression {
  readonly kind: 'waiver' | 'in-source' | 'vex';
  readonly reason: string;
  readonly owner?: string;
  /** ISO day (YYYY-MM-DD), for a waiver. */
  readonly expires?: string;
  /** What the waiver names, so that one that is used can be told from one that is not: `test tests/test_a.py::test_b`. */
  readonly subject?: string;
}

/** What `ctx.finding()` takes: `tool` defaults to the check's name, `kind` to `code`, `severity` to `medium`. */
export type FindingInput = Pick<Finding, 'ruleId' | 'message'> &
  Partial<
    Omit<
      Finding,
      'ruleId' | 'message' | 'fingerprint' | 'fingerprints' | 'problem' | 'mergedFrom' | 'state' | 'knownBy'
    >
  >;
