import {
  decideScans,
  explainScans,
  type PluginCommand,
  type PluginCommandContext,
  type Scan,
  type ScansInput,
} from '@sluice/core';
import { readScans, type ReadScan } from '../aggregate/read-scans.ts';
import { readSettings } from '../aggregate/aggregate-settings.ts';
import { liveSecretsLimit, maxHighLimit, maxHighOf } from '../limits.ts';
import { parseAggregateArguments } from './aggregate-arguments.ts';
import { aggregateDocument } from './aggregate-document.ts';
import { documentChunks } from './document-chunks.ts';
import { AGGREGATE_HELP } from './aggregate-help.ts';
import { aggregateText } from './aggregate-text.ts';

/** `sluice security aggregate`: decides from reports that exist already. */
export const aggregateCommand: PluginCommand = {
  name: 'aggregate',
  description: 'One verdict over reports of Bandit, pip-audit, gitleaks, Trivy and SARIF that exist already.',
  run: aggregate,
};

async function aggregate({ argv, cwd, calledFrom, out }: PluginCommandContext): Promise<number> {
  const { reports, isJson, isHelp, ...given } = parseAggregateArguments(argv);
  if (isHelp) {
    out(AGGREGATE_HELP);
    return 0;
  }
  const now = new Date().toISOString();
  const { options, waivers } = await readSettings(cwd, now);
  const scans = await readScans({ reports, calledFrom, cwd, options });
  const max = given.maxHigh ?? maxHighOf(options);
  const input: ScansInput = {
    scans: scans.map(scanOf),
    limits: [
      maxHighLimit({ ...options.count, max, licences: given.licences || options.licences }),
      { ...liveSecretsLimit, max: options.liveSecrets },
    ],
    waivers,
    now,
  };
  const decision = decideScans(input);
  const isBlocked = decision.verdict.level === 'block';
  if (isJson) for (const chunk of documentChunks(aggregateDocument(scans, decision))) out(chunk);
  else out(aggregateText({ scans, decision, ...(isBlocked ? { explanation: explainScans(input) } : {}) }));
  return isBlocked ? 1 : 0;
}

function scanOf({ id, file, findings, status, reason, scope, tool }: ReadScan): Scan {
  const isWhole = status === 'complete';
  return {
    id,
    title: `${tool}: ${file}`,
    findings,
    conclusion: isWhole ? 'success' : 'errored',
    ...(isWhole || reason === undefined ? {} : { reason: `${file}: ${reason}` }),
    ...(scope.seen > 0 ? { scope } : {}),
  };
}
