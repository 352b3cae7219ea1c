/** One reason the gate gives. The verdict is the maximum of all; nothing can take one away. */
export interface Objection {
  /** `gate`, or the name of the plugin whose tap added it. */
  readonly source: string;
  readonly level: 'note' | 'warn' | 'block';
  /** `required-check`, a limit's rule, `lock`, `plugin-crashed`, … */
  readonly rule: string;
  readonly measured?: number;
  readonly limit?: number;
  readonly message: string;
  /** Id with cell. */
  readonly checkId?: string;
}

export interface Verdict {
  readonly level: 'pass' | 'warn' | 'block';
  /** Only some checks were asked for: never evidence by itself. */
  readonly partial?: true;
  /** The block is advice until this day (`policy.enforceFrom`). */
  readonly enforcedFrom?: string;
  readonly objections: readonly Objection[];
}
