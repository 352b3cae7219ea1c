import type { Finding, Severity } from '@sluice/core';

/** A rule that may change a finding's severity. Pure; it looks at nothing but the finding. */
export interface SeverityStep {
  /** Its name in the options and in the trail. */
  readonly name: 'confidence' | 'placeholders' | 'secretClass' | 'testPaths';
  /** The new severity and why, undefined when the step has nothing to say. */
  readonly assess: (finding: Finding) => { readonly to: Severity; readonly why: string } | undefined;
}
