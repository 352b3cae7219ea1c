import { compareText } from '../../model/compare-text.ts';
import { SEVERITIES, type Finding } from '../../model/finding.ts';
import { mergeGroup } from '../../model/merge-group.ts';
import type { RunReport } from '../../model/report.ts';
import type { CheckResult } from '../../model/result.ts';
import { countOf, fewOf } from '../count-of.ts';
import { oneLine } from '../escape.ts';
import { weakenings } from '../run-facts.ts';
import { SARIF_LIMITS } from './sarif-limits.ts';
import { sarifResult, type SarifResult } from './sarif-result.ts';
import { sarifRule, sarifRuleId, type SarifRule } from './sarif-rule.ts';

interface SarifRun {
  readonly tool: {
    readonly driver: {
      readonly name: string;
      readonly version?: string;
      readonly rules: readonly SarifRule[];
    };
  };
  readonly automationDetails: { readonly id: string };
  readonly columnKind: 'utf16CodeUnits';
  readonly invocations: readonly {
    readonly executionSuccessful: boolean;
    readonly toolExecutionNotifications: readonly {
      readonly level: 'warning' | 'error';
      readonly message: { readonly text: string };
    }[];
  }[];
  readonly results: readonly SarifResult[];
}

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
/** Of tools beyond the twentieth, in one run. */
const OTHERS = 'other tools';

/**
 * The findings of a run as SARIF 2.1.0, within what GitHub's code scanning takes: one run a tool, each problem once,
 * the worst first. A tool that saw a part says so (`executionSuccessful: false`); one that saw nothing has no run, for
 * an empty one would close what GitHub knows of it.
 */
export function sarif(report: RunReport): string {
  const byTool = toolsOf(report);
  const runs = [...byTool].map(([tool, findings]) => runOf(tool, findings, report));
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs }, null, 2)}\n`;
}

/** Each tool that looked, and its findings. */
function toolsOf({ results }: RunReport): ReadonlyMap<string, readonly Finding[]> {
  const groups = Map.groupBy(
    results.flatMap(({ findings }) => findings),
    (finding) => finding.problem ?? `${finding.tool}\0${finding.fingerprint ?? JSON.stringify(finding)}`,
  );
  const byTool = Map.groupBy([...groups.values()].map(mergeGroup), ({ tool }) => tool);
  for (const tool of results.flatMap(cleanTool)) if (!byTool.has(tool)) byTool.set(tool, []);
  const sorted = [...byTool].sort(([a], [b]) => compareText(a, b));
  if (sorted.length <= SARIF_LIMITS.runs) return new Map(sorted);
  const own = sorted.slice(0, SARIF_LIMITS.runs - 1);
  const others = sorted.slice(SARIF_LIMITS.runs - 1).flatMap(([, findings]) => findings);
  return new Map([...own, [OTHERS, others]]);
}

/** A check that came to its end with the tool it is named for: that it found nothing is worth telling. */
function cleanTool({ checkId, conclusion, tools }: CheckResult): readonly string[] {
  const name = checkId.slice(checkId.indexOf('/') + 1);
  const isWhole = conclusion === 'success' || conclusion === 'failure';
  return isWhole && tools.some((tool) => tool.name === name) ? [name] : [];
}

function runOf(tool: string, findings: readonly Finding[], report: RunReport): SarifRun {
  const ordered = findings.toSorted(compareForUpload);
  const shown = ordered.slice(0, SARIF_LIMITS.resultsPerRun);
  const rules = [...Map.groupBy(shown, sarifRuleId).values()].slice(0, SARIF_LIMITS.rulesPerRun);
  const indices = new Map(rules.map((group, index) => [sarifRuleId(group[0] as Finding), index]));
  const partial = partialChecks(tool, report);
  const notes = [
    ...weakenings(report).map((text) => note('warning', `This change loosens the gate: ${text}`)),
    ...(shown.length < ordered.length
      ? [
          note(
            'warning',
            `${countOf(ordered.length - shown.length, 'finding')} more, the least severe, are not in this file: GitHub keeps ${SARIF_LIMITS.resultsPerRun} of a tool.`,
          ),
        ]
      : []),
    ...partial.map((text) => note('error', text)),
  ];
  const { folder } = report.environment;
  // Two configs of one repository are two uploads: under one category the second would close what the first found.
  const category = [...(folder?.split('/') ?? []), tool].map((part) => encodeURIComponent(part)).join('/');
  const version = report.results.flatMap(({ tools }) => tools).find(({ name }) => name === tool)?.version;
  return {
    tool: {
      driver: {
        name: oneLine(tool).slice(0, SARIF_LIMITS.nameCharacters),
        ...(version === undefined ? {} : { version }),
        rules: rules.map(sarifRule),
      },
    },
    // GitHub refuses two runs of one tool and one category; the category is all up to the last slash.
    automationDetails: { id: `sluice/${category}/${report.runId}` },
    columnKind: 'utf16CodeUnits',
    invocations: [{ executionSuccessful: partial.length === 0, toolExecutionNotifications: notes }],
    results: shown.map((finding) =>
      sarifResult(finding, { ruleIndex: indices.get(sarifRuleId(finding)) ?? 0, folder }),
    ),
  };
}

const note = (level: 'warning' | 'error', text: string) => ({ level, message: { text } });

/** What keeps this tool's findings from being all there are. */
function partialChecks(tool: string, { results }: RunReport): readonly string[] {
  return results
    .filter(
      ({ findings, checkId }) =>
        checkId.endsWith(`/${tool}`) || findings.some((finding) => finding.tool === tool || tool === OTHERS),
    )
    .flatMap(({ id, conclusion, reason, scope }) => {
      if (conclusion !== 'success' && conclusion !== 'failure')
        return [`${id} ${conclusion}${reason === undefined ? '' : `: ${oneLine(reason)}`}`];
      if (scope === undefined || scope.missed === 0) return [];
      const detail = scope.detail.length === 0 ? '' : `: ${fewOf(scope.detail.map((one) => oneLine(one)))}`;
      return [`${id} missed ${scope.missed} ${oneLine(scope.unit)}${detail}`];
    });
}

// GitHub keeps the first of what is too much, so what counts comes first.
function compareForUpload(a: Finding, b: Finding): number {
  return (
    Number(a.suppression !== undefined) - Number(b.suppression !== undefined) ||
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    Number(a.state === 'existing') - Number(b.state === 'existing') ||
    compareText(a.fingerprint ?? '', b.fingerprint ?? '') ||
    compareText(a.ruleId, b.ruleId)
  );
}
