import type { Finding } from '@sluice/core';
import { assessSeverity } from '../severity/assess-severity.ts';
import type { SecurityOptions } from '../options.ts';

/** The options that bear on severity. */
export type JudgeOptions = Pick<SecurityOptions, 'severity' | 'rules' | 'unknownAs'>;

/**
 * Gives findings the severity that counts: the steps of the assessment, then what the options say of a rule, then what
 * is done with a severity that nobody knows. Each change leaves a line in `steps`.
 */
export function judgeFindings(findings: readonly Finding[], options: JudgeOptions): readonly Finding[] {
  const rules = Object.entries(options.rules).map(([glob, to]) => ({ glob, to, matches: compile(glob) }));
  return assessSeverity(findings, options.severity).map((finding) => {
    const rule = rules.findLast(({ matches }) => matches(finding.ruleId));
    const ruled = rule === undefined ? finding : byRule(finding, rule);
    if (ruled.severity !== 'unknown' || options.unknownAs === 'unknown') return ruled;
    return withStep(
      ruled,
      options.unknownAs,
      `unknownAs: unknown to ${options.unknownAs}, no source knows it`,
    );
  });
}

interface Rule {
  readonly glob: string;
  readonly to: Finding['severity'] | 'ignore';
}

function byRule(finding: Finding, { glob, to }: Rule): Finding {
  if (to === 'ignore') {
    const suppression = { kind: 'in-source' as const, reason: `option rules ignores ${glob}` };
    return { ...finding, suppression: finding.suppression ?? suppression };
  }
  // What only commits hold stays for information: raised, it would count as live.
  const isPast = finding.steps?.some((line) => line.startsWith('history: ')) === true;
  if (to === finding.severity || isPast) return finding;
  return withStep(finding, to, `rules: ${finding.severity} to ${to}, the options say so of ${glob}`);
}

function withStep(finding: Finding, severity: Finding['severity'], step: string): Finding {
  return { ...finding, severity, steps: [...(finding.steps ?? []), step] };
}

/** `*` stops at the slash between tool and rule. */
function compile(glob: string): (ruleId: string) => boolean {
  const source = glob
    .split('*')
    .map((part) => part.replace(/[\\^$.|+?()[\]{}]/gu, String.raw`\$&`))
    .join('[^/]*');
  const expression = new RegExp(`^${source}$`, 'u');
  return (ruleId) => expression.test(ruleId);
}
