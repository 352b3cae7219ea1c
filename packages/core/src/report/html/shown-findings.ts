import { SEVERITIES, type Finding } from '../../model/finding.ts';
import { compareText } from '../../model/compare-text.ts';
import type { RunReport } from '../../model/report.ts';

/** More would make a page that is slow to open; the rest is counted, and in report.json. */
const MOST = 5000;

export interface ShownFinding {
  readonly finding: Finding;
  /** Id with cell of the check that reported it. */
  readonly checkId: string;
  /** Neither waived, nor marked in the source, nor accepted in the baseline. */
  readonly isCounting: boolean;
}

export interface ShownFindings {
  /** What counts first, then what is new, then the gravest; by place within these. */
  readonly shown: readonly ShownFinding[];
  readonly total: number;
  readonly counting: number;
  /** Of those that count, how many are new. */
  readonly fresh: number;
}

/** The findings of all checks, in the order in which they are worth reading. */
export function shownFindings({ results }: Pick<RunReport, 'results'>): ShownFindings {
  const all = results.flatMap(({ id, findings }) =>
    findings.map((finding): ShownFinding => ({
      finding,
      checkId: id,
      isCounting: finding.suppression === undefined && finding.state !== 'existing',
    })),
  );
  return {
    shown: all.toSorted(compare).slice(0, MOST),
    total: all.length,
    counting: all.filter(({ isCounting }) => isCounting).length,
    fresh: all.filter(({ finding, isCounting }) => isCounting && finding.state === 'new').length,
  };
}

function compare(a: ShownFinding, b: ShownFinding): number {
  return (
    Number(b.isCounting) - Number(a.isCounting) ||
    Number(b.finding.state === 'new') - Number(a.finding.state === 'new') ||
    SEVERITIES.indexOf(a.finding.severity) - SEVERITIES.indexOf(b.finding.severity) ||
    compareText(a.finding.location?.path ?? '', b.finding.location?.path ?? '') ||
    (a.finding.location?.line ?? 0) - (b.finding.location?.line ?? 0)
  );
}
