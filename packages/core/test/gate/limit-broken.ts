import { judgeLimit } from '../../src/gate/limits.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Limit } from '../../src/model/limit.ts';

/** Whether a limit that blocks is broken by findings of these severities and kinds, and this metric. */
export function limitBroken(
  limit: Limit,
  found: readonly (readonly [Finding['severity'], string, boolean])[],
  measured: number,
): boolean {
  const findings = found.map(([severity, kind, fixable]): Finding => ({
    ruleId: 'r',
    tool: 't',
    message: 'm',
    severity,
    kind: kind as Finding['kind'],
    fixable,
  }));
  return judgeLimit(limit, { findings, metrics: { m: measured } }).some(
    ({ isBroken, objection }) => isBroken && objection === 'block',
  );
}
